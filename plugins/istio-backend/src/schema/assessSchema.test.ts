import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { shopScenario } from '@meshwright/sandbox';
// The reference implementation; comes with the OpenAPI validator of this package.
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { assessSchema, closed } from './__testUtils__/assessSchema';

jest.setTimeout(180_000);

const ROOT = resolve(__dirname, '../../../..');
const SCHEMA = join(ROOT, 'docs/assess.schema.json');
const CANARY = 'canary-7f3a';
const NOW = new Date('2026-11-22T12:00:00Z');

const run = promisify(execFile);

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Objects whose content must not be seen again, beside those of a cluster. */
const BEARING_SECRETS = [
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'accounts-samples',
      namespace: 'istio-edge',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': CANARY,
      },
    },
    data: { 'tls.key': CANARY },
    stringData: { password: CANARY },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'shop' },
    data: { token: CANARY },
  },
  {
    apiVersion: 'vault.example.com/v1',
    kind: 'VaultToken',
    metadata: { name: CANARY, namespace: 'shop' },
    spec: { token: CANARY },
  },
  { kind: `${CANARY} and more`, spec: CANARY },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'keyed',
      namespace: 'shop',
      labels: { app: 'keyed' },
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': CANARY,
      },
    },
    spec: {
      containers: [
        {
          name: 'keyed',
          image: 'registry.shop.example.com/keyed:1',
          env: [{ name: 'PASSWORD', value: CANARY }],
          args: [`--token=${CANARY}`],
        },
      ],
    },
  },
];

describe('the report of the assess command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assess-'));
  let derived: object;
  let validate: ValidateFunction;
  let dumps: Map<string, object[]>;

  beforeAll(async () => {
    const schema = assessSchema(
      parse(readFileSync(join(__dirname, 'openapi.yaml'), 'utf8')),
    );
    if (process.env.REFRESH_GOLDEN) {
      writeFileSync(SCHEMA, `${JSON.stringify(schema, null, 2)}\n`);
    }
    derived = schema;
    validate = new Ajv2020({ allErrors: true, strict: true }).compile(
      // A schema without the fields that it leaves open is a schema still.
      closed(schema) as object,
    );
    const { clusters } = await shopScenario(NOW);
    dumps = new Map(
      clusters.flatMap(({ name, objects }) =>
        objects ? [[name, [...objects]] as const] : [],
      ),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function assess(items: readonly object[]): Promise<string> {
    const dump = join(folder, 'dump.json');
    writeFileSync(dump, JSON.stringify({ kind: 'List', items }));
    const { stdout } = await run(
      process.execPath,
      [
        ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
        join(ROOT, 'scripts/cli/assess.ts'),
        dump,
        ...['--now', NOW.toISOString(), '--registry', 'docker.io/istio'],
      ],
      { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout;
  }

  it('has its schema in docs (REFRESH_GOLDEN=1 writes it anew)', () => {
    expect(readJson(SCHEMA)).toEqual(derived);
  });

  it.each(['eu-1', 'eu-2'])(
    'is what its schema says, field by field: %s',
    async name => {
      const report = JSON.parse(await assess(dumps.get(name) ?? []));
      validate(report);
      expect(
        (validate.errors ?? [])
          .slice(0, 10)
          .map(({ instancePath, message, params }) =>
            [instancePath, message, JSON.stringify(params)].join(' '),
          ),
      ).toEqual([]);
      expect(report.workloads.length).toBeGreaterThan(10);
      expect(report.findings.length).toBeGreaterThan(0);
      expect(report.assessedAt).toBe(NOW.toISOString());
    },
  );

  it('refuses what the schema does not say', () => {
    expect(validate({ workloads: [] })).toBe(false);
    expect(validate.errors?.map(({ params }) => params)).toContainEqual({
      missingProperty: 'findings',
    });
  });

  it('names the object of a finding in fields of its own', async () => {
    const report = JSON.parse(await assess(dumps.get('eu-1') ?? []));
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'IST0101',
        severity: 'error',
        kind: 'VirtualService',
        namespace: 'shop',
        name: 'catalog-api',
        cause: expect.stringContaining('catalog-api-v2'),
        fix: expect.any(String),
        muted: false,
      }),
    );
  });

  it('never shows what secrets and unknown objects hold', async () => {
    const items = [...(dumps.get('eu-1') ?? []), ...BEARING_SECRETS];
    const output = await assess(items);
    expect(output).not.toContain(CANARY);
    expect(output).not.toContain('PRIVATE KEY');
    expect(JSON.parse(output).objects.leftOut).toMatchObject({
      Secret: expect.any(Number),
      VaultToken: 1,
      unknown: 1,
    });
  });
});
