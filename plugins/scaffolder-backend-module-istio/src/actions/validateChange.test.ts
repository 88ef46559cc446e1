import { readFile, writeFile } from 'node:fs/promises';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import type { SchemaSource } from '../schema/SchemaSource';
import { shippedSchemas } from '../schema/shippedSchemas';
import {
  FakeIstioBackend,
  nothingFound,
} from '../__testUtils__/fakeIstioBackend';
import { nativeImport } from '@meshwright/test-kit';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { generateAction } from '../__testUtils__/generateAction';
import { generateExamples } from './generate.examples';
import { createValidateAction } from './validateChange';
import { examples } from './validateChange.examples';

const taken = {
  code: 'IST0145',
  severity: 'error' as const,
  field: 'host',
  cause: 'Host cart.shop.example.com is served by Gateway shop/old in eu-1.',
  fix: 'Add a path on Gateway shop/old, or use cart-shop.shop.example.com.',
};
const warning = {
  code: 'MW-ISSUER',
  severity: 'warning' as const,
  cause: 'ClusterIssuer mesh-ca is not ready.',
  fix: 'Ask its owner.',
};

describe('istio:validate', () => {
  const directory = workspace();
  let backend: FakeIstioBackend;
  let schemas: SchemaSource;

  beforeEach(async () => {
    directory.clear();
    backend = new FakeIstioBackend();
    schemas = shippedSchemas(nativeImport);
    await runAction(
      generateAction('ingress', backend),
      exampleInput(generateExamples.ingress[0]),
      { workspacePath: directory.path },
    );
  });

  const run = (
    input: JsonObject = {},
    isDryRun = false,
    configured: JsonObject = {},
  ) => {
    const config = new ConfigReader(configured);
    return runAction(
      createValidateAction({
        ...{ backend, schemas, config },
        integrations: ScmIntegrations.fromConfig(config),
        now: () => new Date('2026-11-22T14:20:00Z'),
      }),
      input,
      { workspacePath: directory.path, isDryRun },
    );
  };

  const edit = async (file: string, from: string, to: string) => {
    const path = directory.resolve(file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  };

  it.each(examples)('runs the example: $description', async example => {
    const { outputs } = await run(exampleInput(example));
    expect(outputs).toEqual({
      passed: expect.any(Number),
      findings: [],
      warnings: [],
      unverified: [],
      verifiedAgainst: nothingFound.verifiedAgainst,
    });
    expect(outputs.passed).toBeGreaterThan(9);
  });

  it('asks the backend about the intent in the workspace', async () => {
    await run();
    expect(backend.validated).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/cart',
        intent: expect.objectContaining({
          cluster: 'eu-1',
          namespace: 'shop',
          service: { name: 'cart', port: 8080 },
        }),
      }),
    ]);
  });

  it('hands warnings on and logs them', async () => {
    backend.validateAnswer = {
      state: 'answered',
      value: { ...nothingFound, findings: [warning] },
    };
    const { outputs, log } = await run();
    expect(outputs.findings).toEqual([warning]);
    expect(outputs.warnings).toEqual([
      'MW-ISSUER: ClusterIssuer mesh-ca is not ready. Ask its owner.',
    ]);
    expect(log).toContain(
      'MW-ISSUER: ClusterIssuer mesh-ca is not ready. Ask its owner.',
    );
  });

  it('hands warnings on as text, whatever is in them', async () => {
    const cause = 'Vault said: ![x](https://evil.example) \n# Approved';
    backend.validateAnswer = {
      state: 'answered',
      value: {
        ...nothingFound,
        findings: [{ ...warning, cause: cause.repeat(50) }],
      },
    };
    const [said] = (await run()).outputs.warnings as string[];
    expect(said).toMatch(/^MW-ISSUER: Vault said: \\!\\\[x\\\]\(/);
    expect(said).not.toContain('\n');
    expect(said.length).toBeLessThan(1000);
  });

  it('stops on errors, with every sentence', async () => {
    const port = {
      ...taken,
      code: 'IST0101',
      cause: 'Service shop/cart in eu-1 has no port 8080.',
      fix: 'It has 80 (http): choose one of these.',
    };
    backend.validateAnswer = {
      state: 'answered',
      value: { ...nothingFound, findings: [warning, taken, port] },
    };
    await expect(run()).rejects.toMatchObject({
      name: 'InputError',
      message:
        'The change is stopped by 2 problems, nothing was written. ' +
        `IST0145: ${taken.cause} ${taken.fix} IST0101: ${port.cause} ${port.fix}`,
    });
  });

  it.each([
    [
      { state: 'silent' as const, reason: 'connect ECONNREFUSED' },
      'Nothing was checked against cluster eu-1: the Istio backend did not answer (connect ECONNREFUSED)',
    ],
    [
      { state: 'forbidden' as const, reason: 'istio.mesh.read is denied' },
      'Nothing was checked against cluster eu-1: you lack a right (istio.mesh.read is denied)',
    ],
  ])('goes on unverified when the backend is %j', async (answer, sentence) => {
    backend.validateAnswer = answer;
    backend.zonesAnswer = answer;
    const { outputs, log } = await run();
    expect(outputs.findings).toEqual([]);
    expect(outputs.unverified).toEqual([
      sentence,
      'The zone of the host was not checked',
    ]);
    expect(outputs.verifiedAgainst).toBeUndefined();
    expect(log).toContain(`Unverified: ${sentence}`);
  });

  it('says nothing of zones that it could not read, where the backend judged them', async () => {
    backend.validateAnswer = { state: 'answered', value: nothingFound };
    backend.zonesAnswer = { state: 'silent', reason: 'timed out' };
    expect((await run()).outputs.findings).toEqual([]);
  });

  it('goes on in a dry run, so that a preview shows the errors', async () => {
    backend.validateAnswer = {
      state: 'answered',
      value: { ...nothingFound, findings: [taken] },
    };
    const { outputs } = await run({}, true);
    expect(outputs.findings).toEqual([taken]);
  });

  it('stops on what is unverified where the template wants that', async () => {
    backend.validateAnswer = { state: 'silent', reason: 'no answer' };
    await expect(run({ requireVerified: true })).rejects.toThrow(
      /stopped by 1 problem.*Nothing was checked against cluster eu-1/,
    );
  });

  it('carries on what the backend could not check', async () => {
    const unverified = ['Nothing was checked in cluster ap-1'];
    backend.validateAnswer = {
      state: 'answered',
      value: { ...nothingFound, unverified },
    };
    expect((await run()).outputs.unverified).toEqual(unverified);
  });

  it('stops when the backend refuses the intent', async () => {
    backend.validateAnswer = { state: 'refused', reason: 'no cluster eu-9' };
    await expect(run()).rejects.toThrow(/refuses the intent: no cluster eu-9/);
  });

  it('stops on a definition that a step made wrong', async () => {
    await edit('istio/shop/cart-ingress.yaml', 'mode: SIMPLE', 'mode: SIMPEL');
    await expect(run()).rejects.toThrow(
      /Gateway shop\/cart-gateway does not fit .*\/spec\/servers\/0\/tls\/mode/,
    );
  });

  it('stops on definitions that no longer fit together', async () => {
    await edit(
      'istio/shop/cart-ingress.yaml',
      'credentialName: shop-cart-ingress',
      'credentialName: other',
    );
    await expect(run()).rejects.toThrow(
      /Gateway shop\/cart-gateway serves Secret other/,
    );
  });

  it('says when a kind has no schema', async () => {
    schemas = { title: 'the schemas', check: async () => ({ known: false }) };
    const { outputs } = await run();
    expect(outputs.unverified).toContain(
      'Gateway shop/cart-gateway was not checked against a schema: the schemas have none for networking.istio.io/v1',
    );
  });

  it.each([
    ['broken YAML', 'kind: Gateway', 'kind: [', /is not YAML/],
    ['no object', 'kind: Gateway', 'kid: Gateway', /is no Kubernetes object/],
  ])('stops on %s', async (_, from, to, sentence) => {
    await edit('istio/shop/cart-ingress.yaml', from, to);
    await expect(run()).rejects.toThrow(sentence);
  });

  it('says which step is missing when there is nothing to check', async () => {
    await expect(run({ directory: 'elsewhere' })).rejects.toThrow(
      /holds no change in "elsewhere"; put a step istio:generate:… before/,
    );
  });
});
