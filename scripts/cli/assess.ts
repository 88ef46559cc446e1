import {
  type ClusterAssessment,
  type DataState,
  MeshIndex,
  type MeshObject,
  assessCluster,
  trimRaw,
} from '@meshwright/backstage-plugin-istio-common';
import { createPemReader } from '@meshwright/backstage-plugin-istio-node';
import { type DumpContent, readDump } from './readDump';
import { InputProblem, parseJson, readText, runCommand } from './readJson';

const USAGE = 'usage: assess DUMP.json [--now TIME] [--registry PREFIX]…';

interface Arguments {
  file: string;
  now: Date;
  registries: string[];
}

/** Takes every `--name VALUE` and `--name=VALUE` out of the arguments. */
function takeOption(rest: string[], name: string): string[] {
  const values: string[] = [];
  for (;;) {
    const at = rest.findIndex(
      one => one === name || one.startsWith(`${name}=`),
    );
    if (at === -1) return values;
    const [option] = rest.splice(at, 1);
    const value = option.startsWith(`${name}=`)
      ? option.slice(name.length + 1)
      : rest.splice(at, 1)[0];
    values.push(value ?? '');
  }
}

function readArguments(args: readonly string[]): Arguments {
  const rest = [...args];
  const [time] = takeOption(rest, '--now');
  const now = time === undefined ? new Date() : new Date(time);
  if (Number.isNaN(now.getTime())) {
    throw new InputProblem(
      `--now ${time}: not a time, write it as 2026-11-22T12:00:00Z`,
    );
  }
  const registries = takeOption(rest, '--registry');
  const [file, ...more] = rest;
  if (!file || more.length > 0 || registries.includes('')) {
    throw new InputProblem(USAGE);
  }
  return { file, now, registries };
}

/**
 * A dump is taken to be complete, but for types that no cluster is without:
 * namespaces that run pods and the webhooks of an injector were not dumped
 * when none is there.
 */
function statesOf(objects: readonly MeshObject[]): Map<string, DataState> {
  const states = new Map<string, DataState>();
  const has = (type: MeshObject['type']) =>
    objects.some(object => object.type === type);
  if (!has('namespace')) states.set('namespaces', 'forbidden');
  if (!has('webhook')) {
    states.set(
      'mutatingwebhookconfigurations.admissionregistration.k8s.io',
      'forbidden',
    );
  }
  return states;
}

/** What docs/assess.schema.json describes. */
function reportOf(
  assessment: ClusterAssessment,
  now: Date,
  { read, leftOut }: DumpContent,
  unread: readonly string[],
) {
  const { cluster, findings, ...facts } = assessment;
  return {
    assessedAt: now.toISOString(),
    cluster,
    objects: { read: read.length, leftOut },
    unread,
    ...facts,
    findings: findings.map(({ ref, ...finding }) => ({
      ...finding,
      kind: ref.kind,
      ...(ref.namespace && { namespace: ref.namespace }),
      name: ref.name,
      ref,
    })),
  };
}

function assess(args: readonly string[]): number {
  const { file, now, registries } = readArguments(args);
  const pem = createPemReader();
  const content = readDump(parseJson(readText(file), file), file, raw =>
    trimRaw(raw, { pem }),
  );
  const dataStates = statesOf(content.read);
  const assessment = assessCluster(MeshIndex.build(content.read), {
    cluster: 'dump',
    now,
    dataStates,
    ...(registries.length > 0 && { registries }),
  });
  const report = reportOf(assessment, now, content, [...dataStates.keys()]);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

runCommand(() => assess(process.argv.slice(2)));
