import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  INTENTS,
  type ManifestObject,
  renderManifests,
} from '@meshwright/backstage-plugin-istio-common';
import { goldenCases } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { labFacts } from './labFacts';

jest.setTimeout(180_000);

const run = promisify(execFile);
const BUILD = join(__dirname, '../../plugins/istio-common/src/build');

const CASES = INTENTS.flatMap(kind =>
  goldenCases(join(BUILD, kind.name, '__fixtures__')).map(one => ({
    ...one,
    kind,
  })),
);

/** Remarks of `istioctl analyze` that are harmless, each with the proof. */
const EXCEPTIONS: ReadonlyArray<{ code: string; object: RegExp; why: string }> =
  [
    {
      code: 'IST0129',
      object: /^DestinationRule .*\/originate-/,
      why: 'The analyzer looks for caCertificates only. With a credential the CA comes from its Secret; without one it is that of the system (pilot/pkg/networking/core/cluster_tls.go, VERIFY_CERTIFICATE_AT_CLIENT).',
    },
    {
      code: 'IST0133',
      object: /^AuthorizationPolicy .*\/require-jwt-/,
      why: 'A DENY by request principal turns all TCP on its ports away. The hosts of the rule are HTTP; gateway.ports names them where the gateway serves TCP too.',
    },
  ];

/**
 * Kinds that the lab's API server does not serve. What is of such a kind is not
 * judged here, and nothing else.
 */
const NOT_JUDGED: ReadonlyArray<{ group: string; why: string }> = [
  {
    group: 'grafana.integreatly.org',
    why: 'the Grafana operator: its definitions are in no Go module that a proxy has',
  },
];

function isJudged({ apiVersion }: ManifestObject): boolean {
  return !NOT_JUDGED.some(({ group }) => apiVersion.startsWith(`${group}/`));
}

function objectsOf({ kind, name, input }: (typeof CASES)[number]) {
  const result = kind.build(parse(input));
  if (!('built' in result)) throw new Error(`${name} is no intent`);
  return result.built.objects;
}

/**
 * Under a name that is free: the lab has the same tags, of another owner and
 * with the address of an istiod outside the cluster.
 */
function besideTheLab(object: ManifestObject): ManifestObject {
  if (!object.metadata.labels?.['istio.io/tag']) return object;
  const name = `${object.metadata.name}-judged`;
  return { ...object, metadata: { ...object.metadata, name } };
}

const JUDGED = CASES.filter(one => objectsOf(one).some(isJudged));

describe('definitions of every intent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-definitions-'));
  const created: string[] = [];
  const needed = new Set<(typeof EXCEPTIONS)[number]>();

  function fileOf(one: (typeof CASES)[number]): string {
    const file = join(folder, `${one.name}.yaml`);
    writeFileSync(
      file,
      renderManifests(objectsOf(one).filter(isJudged).map(besideTheLab)),
    );
    return file;
  }

  const kubectl = (...args: string[]) =>
    run(labFacts().binaries.kubectl, [
      `--kubeconfig=${labFacts().kubeconfigPath}`,
      ...args,
    ]);

  beforeAll(async () => {
    const wanted = new Set(
      CASES.flatMap(one =>
        objectsOf(one).flatMap(({ metadata }) => metadata.namespace ?? []),
      ),
    );
    const { stdout } = await kubectl('get', 'namespaces', '-o', 'name');
    for (const name of wanted) {
      if (stdout.split('\n').includes(`namespace/${name}`)) continue;
      await kubectl('create', 'namespace', name);
      created.push(name);
    }
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    if (created.length) {
      await kubectl('delete', 'namespace', '--wait=false', ...created);
    }
  });

  it('are judged but for kinds that no server here knows', async () => {
    const { stdout } = await kubectl('api-versions');
    for (const { group } of NOT_JUDGED) {
      // Once it is served it is to be judged: the entry then has to go.
      expect(stdout).not.toContain(`${group}/`);
    }
  });

  it.each(JUDGED)('$name pass the admission of a real cluster', async one => {
    const { stdout } = await kubectl(
      ...['apply', '--server-side', '--dry-run=server'],
      ...['--validate=strict', '-f', fileOf(one)],
    );
    expect(stdout).toContain('serverside-applied (server dry run)');
  });

  it.each(JUDGED)('$name leave istioctl analyze nothing to say', async one => {
    const { stdout } = await run(labFacts().binaries.istioctl, [
      ...['analyze', '--use-kube=false', '--all-namespaces'],
      ...['--output=json', fileOf(one)],
    ]).catch((failed: { stdout: string }) => failed); // Errors are its exit code too.
    const messages: Array<{ code: string; origin: string; message: string }> =
      JSON.parse(stdout);
    expect(
      messages.filter(({ code, origin }) => {
        const exception = EXCEPTIONS.find(
          each => each.code === code && each.object.test(origin),
        );
        if (exception) needed.add(exception);
        return !exception;
      }),
    ).toEqual([]);
  });

  // After those above: an exception that nothing needs hides the next fault.
  it('need each of the exceptions', () => {
    expect(EXCEPTIONS.filter(each => !needed.has(each))).toEqual([]);
  });
});
