import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  WATCHED_RESOURCES,
  resourceKey,
  startReplay,
} from '@meshwright/backstage-plugin-istio-common';
import { kubectl, kubectlWith } from './applyDefinitions';
import { eventually } from './eventually';
import { liveCase, namespacesOf, type RawObject } from './findings/liveCase';
import { labFacts } from './labFacts';

jest.setTimeout(300_000);

const run = promisify(execFile);

/** So many random clusters stand beside each other in the lab. */
const CASES = 30;

/** Room for the answer of a command, in bytes. */
const MOST = 64 * 1024 * 1024;

/** Objects of the whole cluster as the backend lists them, Secrets apart. */
async function liveObjects(): Promise<RawObject[]> {
  const types = new Set(
    WATCHED_RESOURCES.map(one => resourceKey({ ...one, part: undefined })),
  );
  const { binaries, kubeconfigPath } = labFacts();
  const { stdout } = await run(
    binaries.kubectl,
    [
      ...[`--kubeconfig=${kubeconfigPath}`, 'get', [...types].join(',')],
      ...['--all-namespaces', '--output=json'],
    ],
    { maxBuffer: MOST },
  );
  return JSON.parse(stdout).items;
}

interface Message {
  code: string;
  origin: string;
  message: string;
}

/** What the binary itself says of the live cluster; findings are its exit code too. */
async function analyze(): Promise<Message[]> {
  const { binaries, kubeconfigPath } = labFacts();
  const { stdout } = await run(
    binaries.istioctl,
    [
      ...['analyze', `--kubeconfig=${kubeconfigPath}`],
      ...['--all-namespaces', '--output=json', '--timeout=60s'],
    ],
    { maxBuffer: MOST },
  ).catch((failed: { stdout: string; stderr: string }) => {
    if (failed.stdout) return failed;
    throw new Error(failed.stderr);
  });
  return JSON.parse(stdout);
}

/** Creates what the cluster admits of the objects; answers what it refused. */
async function create(objects: readonly RawObject[]): Promise<string[]> {
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: objects,
  });
  return kubectlWith(text, 'apply', '--server-side', '--validate=ignore').then(
    () => [],
    (failed: { stderr: string }) => failed.stderr.split('\n').filter(Boolean),
  );
}

/** Of several istioctl says what their order, which is of chance, makes of them. */
const isEnvoyFilter = ({ kind }: RawObject) => kind === 'EnvoyFilter';

/** Versions of all objects that the comparison is about. */
function versionsOf(objects: readonly RawObject[], own: ReadonlySet<string>) {
  return objects
    .filter(({ metadata }) => own.has(metadata.namespace ?? metadata.name))
    .map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`)
    .sort()
    .join('\n');
}

describe('istioctl analyze on the live cluster', () => {
  const { vectors } = labFacts();
  const created = new Set<string>();

  afterAll(async () => {
    if (created.size > 0) {
      await kubectl(
        ...['delete', 'namespace', '--wait=false', '--ignore-not-found'],
        ...created,
      );
    }
  });

  it(`says what we say of random clusters (seed ${vectors.seed})`, async () => {
    const cases = readFileSync(join(vectors.folder, 'findings.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .slice(0, CASES)
      .map((line, at) => liveCase(JSON.parse(line).objects, `live${at}`));
    const [filter] = cases.flat().filter(isEnvoyFilter);
    const objects = cases
      .flat()
      .filter(one => one === filter || !isEnvoyFilter(one));
    for (const name of namespacesOf(objects)) created.add(name);
    const refused = [
      ...(await create(objects.filter(({ kind }) => kind === 'Namespace'))),
      ...(await create(objects.filter(({ kind }) => kind !== 'Namespace'))),
    ];
    process.stdout.write(
      `${objects.length} objects, ${refused.length} refused\n`,
    );
    expect(refused.length).toBeLessThan(objects.length / 3);

    const judge = startReplay('findings');
    if (!judge) throw new Error('no suite findings');
    const compared = await eventually(async () => {
      const before = versionsOf(await liveObjects(), created);
      const messages = await analyze();
      const live = await liveObjects();
      if (versionsOf(live, created) !== before) {
        throw new Error('objects changed meanwhile');
      }
      const isOwn = (object: string) =>
        created.has(object.split(' ')[1]?.split('/')[0] ?? '');
      const findings = messages.map(({ code, origin, message }) => ({
        code,
        object: origin,
        message,
      }));
      const result = judge({ objects: live, findings });
      if (result.kind !== 'case') throw new Error('not judged');
      return {
        mismatches: result.mismatches
          .filter(({ about }) => isOwn(about.slice(about.indexOf(' ') + 1)))
          .map(({ about, expected }) => `${about} (istioctl: ${expected})`),
        found: findings.filter(({ object }) => isOwn(object)),
      };
    });
    const codes = new Set(compared.found.map(({ code }) => code));
    process.stdout.write(
      `${compared.found.length} findings of ${codes.size} codes compared\n`,
    );
    expect(compared.mismatches).toEqual([]);
    expect(compared.found.length).toBeGreaterThan(40);
    expect(codes.size).toBeGreaterThan(12);
  });
});
