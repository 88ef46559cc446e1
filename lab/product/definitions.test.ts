import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  INTENTS,
  renderManifests,
} from '@meshwright/backstage-plugin-istio-common';
import { goldenCases } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { labFacts } from './labFacts';

jest.setTimeout(120_000);

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

describe('definitions of every intent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-definitions-'));
  const created: string[] = [];

  function fileOf({ kind, name, input }: (typeof CASES)[number]): string {
    const result = kind.build(parse(input));
    if (!('built' in result)) throw new Error(`${name} is no intent`);
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, renderManifests(result.built.objects));
    return file;
  }

  const kubectl = (...args: string[]) =>
    run(labFacts().binaries.kubectl, [
      `--kubeconfig=${labFacts().kubeconfigPath}`,
      ...args,
    ]);

  beforeAll(async () => {
    const wanted = new Set(
      CASES.flatMap(({ kind, input }) => {
        const result = kind.build(parse(input));
        return 'built' in result
          ? result.built.objects.flatMap(
              ({ metadata }) => metadata.namespace ?? [],
            )
          : [];
      }),
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

  it.each(CASES)('$name pass the admission of a real cluster', async one => {
    const { stdout } = await kubectl(
      ...['apply', '--server-side', '--dry-run=server'],
      ...['--validate=strict', '-f', fileOf(one)],
    );
    expect(stdout).toContain('serverside-applied (server dry run)');
  });

  it.each(CASES)('$name leave istioctl analyze nothing to say', async one => {
    const { stdout } = await run(labFacts().binaries.istioctl, [
      ...['analyze', '--use-kube=false', '--all-namespaces'],
      ...['--output=json', fileOf(one)],
    ]).catch((failed: { stdout: string }) => failed); // Errors are its exit code too.
    const messages: Array<{ code: string; origin: string; message: string }> =
      JSON.parse(stdout);
    expect(
      messages.filter(
        ({ code, origin }) =>
          !EXCEPTIONS.some(
            exception =>
              exception.code === code && exception.object.test(origin),
          ),
      ),
    ).toEqual([]);
  });
});
