import {
  type DataState,
  MeshIndex,
  type MeshObject,
  assessCluster,
  trimRaw,
} from '@meshwright/backstage-plugin-istio-common';
import { InputProblem, parseJson, readText, runCommand } from './readJson';

const USAGE = 'usage: assess DUMP.json [--now TIME]';

interface Arguments {
  file: string;
  now: Date;
}

function readArguments(args: readonly string[]): Arguments {
  const rest = [...args];
  let now = new Date();
  const at = rest.findIndex(one => one === '--now' || one.startsWith('--now='));
  if (at !== -1) {
    const [option] = rest.splice(at, 1);
    const time = option.startsWith('--now=')
      ? option.slice('--now='.length)
      : rest.splice(at, 1)[0];
    now = new Date(time ?? '');
    if (Number.isNaN(now.getTime())) {
      throw new InputProblem(
        `--now ${time ?? ''}: not a time, write it as 2026-11-22T12:00:00Z`,
      );
    }
  }
  const [file, ...more] = rest;
  if (!file || more.length > 0) throw new InputProblem(USAGE);
  return { file, now };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a List; those of a list of one kind are told their kind. */
function itemsOf(dump: unknown, file: string): unknown[] {
  if (!isRecord(dump) || !Array.isArray(dump.items)) {
    throw new InputProblem(
      `${file}: not a List, write it with kubectl get … -A -o json`,
    );
  }
  const { apiVersion, kind, items } = dump;
  const own = typeof kind === 'string' ? kind.replace(/List$/, '') : '';
  return items.flatMap((item: unknown) => {
    if (!isRecord(item)) return [];
    if (item.kind === 'List' && Array.isArray(item.items)) {
      return itemsOf(item, file);
    }
    return [own ? { apiVersion, kind: own, ...item } : item];
  });
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

function assess(args: readonly string[]): number {
  const { file, now } = readArguments(args);
  const items = itemsOf(parseJson(readText(file), file), file);
  const objects = items.flatMap(item => trimRaw(item) ?? []);
  const { workloads, certificates, exposures, controlPlanes, findings } =
    assessCluster(MeshIndex.build(objects), {
      cluster: 'dump',
      now,
      dataStates: statesOf(objects),
    });
  const report = {
    workloads,
    certificates,
    exposures,
    controlPlanes,
    findings: findings.map(({ ref, ...finding }) => ({
      ...finding,
      kind: ref.kind,
      ...(ref.namespace && { namespace: ref.namespace }),
      name: ref.name,
      ref,
    })),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

runCommand(() => assess(process.argv.slice(2)));
