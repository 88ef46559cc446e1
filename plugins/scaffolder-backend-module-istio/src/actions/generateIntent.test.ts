import { mockCredentials } from '@backstage/backend-test-utils';
import {
  INTENTS,
  intentKindOf,
} from '@meshwright/backstage-plugin-istio-common';
import { parseAllDocuments } from 'yaml';
import { FakeIstioBackend, shopZone } from '../__testUtils__/fakeIstioBackend';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { generateAction } from '../__testUtils__/generateAction';
import { readChange } from '../workspace/readChange';
import { generateExamples } from './generate.examples';

const examples = generateExamples.ingress;
const input = exampleInput(examples[0]);

describe('istio:generate:ingress', () => {
  const directory = workspace();
  let backend: FakeIstioBackend;

  function run(change: object = {}) {
    return runAction(
      generateAction('ingress', backend),
      { ...input, ...change },
      {
        workspacePath: directory.path,
        templateInfo: { entityRef: 'template:default/expose-service' },
      },
    );
  }

  beforeEach(() => {
    directory.clear();
    backend = new FakeIstioBackend();
  });

  it('writes the definitions and says what they are', async () => {
    const { outputs } = await run();
    expect(outputs).toMatchObject({
      directory: 'istio',
      files: [
        'istio/istio-ingress/cart-ingress.yaml',
        'istio/shop/cart-ingress.yaml',
      ],
      changeId: 'expose-service/cart/eu-1-ingress-shop-cart',
      url: 'https://cart.shop.example.com',
      summary: expect.stringContaining('cart.shop.example.com'),
      intentHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      intent: { issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' } },
    });
    expect(outputs.objects).toEqual([
      expect.objectContaining({
        kind: 'Certificate',
        namespace: 'istio-ingress',
      }),
      expect.objectContaining({ kind: 'Gateway', namespace: 'shop' }),
      expect.objectContaining({ kind: 'VirtualService', namespace: 'shop' }),
    ]);
  });

  it('marks every object with its origin', async () => {
    const { outputs } = await run();
    const files = directory.content() as {
      istio: { shop: Record<string, string> };
    };
    const documents = parseAllDocuments(
      files.istio.shop['cart-ingress.yaml'],
    ).map(document => document.toJS());
    expect(documents).toHaveLength(2);
    for (const object of documents) {
      expect(object.metadata.annotations).toEqual({
        'meshwright.dev/change': outputs.changeId,
        'meshwright.dev/template': 'expose-service',
        'meshwright.dev/entity': 'component:default/cart',
        'meshwright.dev/intent-hash': outputs.intentHash,
      });
    }
  });

  it('writes the same for the same intent', async () => {
    await run();
    const first = directory.content();
    await run();
    expect(directory.content()).toEqual(first);
  });

  it.each(examples)('runs the example: $description', async example => {
    const { outputs } = await run(exampleInput(example));
    expect(outputs.files).toHaveLength(2);
  });

  it('asks the backend in the name of who started the task', async () => {
    await run();
    expect(backend.callers[0].credentials).toEqual(mockCredentials.user());
  });

  it('asks no zone when gateway and issuer are named', async () => {
    await run(exampleInput(examples[2]));
    expect(backend.callers).toEqual([]);
  });

  it.each([
    [
      'a host that no zone allows',
      { host: 'cart.example.org' },
      /Host cart\.example\.org is outside every zone .* Use a host in shop\.example\.com/,
    ],
    [
      'an entity without annotation',
      { entityRef: 'component:default/gift-cards' },
      /component:default\/gift-cards names no workload.*add the annotation/,
    ],
    [
      'an entity that is not there',
      { entityRef: 'component:default/carts' },
      /component:default\/carts is not in the catalog.*choose one/,
    ],
    [
      'a reference that is none',
      { entityRef: 'component:default/' },
      /"component:default\/" is no entity reference; write it as/,
    ],
    [
      'a port that cannot be',
      { service: { name: 'cart', port: 70000 } },
      /^- service\.port must be between 1 and 65535/m,
    ],
    [
      'names of clients without client certificates',
      { tls: { mode: 'SIMPLE', subjectAltNames: ['a.example.com'] } },
      /tls\.subjectAltNames has no effect with mode SIMPLE, remove it/,
    ],
    [
      'a folder outside of the workspace',
      { directory: '../elsewhere' },
      /not allowed|outside/,
    ],
  ])('refuses %s and writes nothing', async (_, change, sentence) => {
    await expect(run(change)).rejects.toThrow(sentence);
    expect(directory.content()).toEqual({});
  });

  it('says what to do when the zones cannot be read', async () => {
    backend.zonesAnswer = { state: 'silent', reason: 'connect ECONNREFUSED' };
    await expect(run()).rejects.toThrow(
      /zone of cart\.shop\.example\.com is not known.*connect ECONNREFUSED.*run the task again/,
    );
    expect(directory.content()).toEqual({});
  });
});

const EXAMPLES = Object.entries(generateExamples).flatMap(([kind, list]) =>
  list.map(example => ({ kind, ...example })),
);

describe.each(INTENTS)('istio:generate:$name', kind => {
  const action = generateAction(kind.name, new FakeIstioBackend());

  it('explains every field of its intent, and judges none before it runs', () => {
    const { properties = {} } = action.schema?.input ?? {};
    const text = JSON.stringify(action.schema?.input);
    expect(text).not.toMatch(/"(required|pattern|enum|additionalProperties)":/);
    expect(properties.cluster).toEqual({
      type: 'string',
      description: 'Cluster, as Meshwright names it. Required',
    });
    for (const own of ['entityRef', 'template', 'directory', 'remove']) {
      expect(properties).toHaveProperty(own);
    }
  });

  it('has examples, and none of its fields has a name of the step', () => {
    expect(generateExamples[kind.name]?.length).toBeGreaterThan(0);
    const result = kind.build({ template: 1, directory: 1, remove: 1 });
    const unknown = 'problems' in result ? result.problems : [];
    expect(unknown).toEqual(
      expect.arrayContaining(
        ['template', 'directory', 'remove'].map(field =>
          expect.objectContaining({
            field,
            message: expect.stringContaining('is not a field of this intent'),
          }),
        ),
      ),
    );
  });
});

describe('every example', () => {
  const directory = workspace();
  beforeEach(() => directory.clear());

  const run = (kind: string, input_: object) =>
    runAction(
      generateAction(kind, new FakeIstioBackend()),
      { ...input_ },
      { workspacePath: directory.path },
    );

  it.each(EXAMPLES)('of $kind: $description', async ({ kind, ...example }) => {
    const { outputs } = await run(kind, exampleInput(example));
    const { remove, ...fields } = exampleInput(example);
    const read = await readChange(directory.resolve('istio'), 'istio');
    const again = intentKindOf(kind)?.build(read.intent);
    if (!again || 'problems' in again) throw new Error('not built');
    expect(read).toMatchObject({
      kind,
      remove: remove ?? false,
      intent: outputs.intent,
      place: again.place,
      changeId: outputs.changeId,
    });
    expect(read.entityRef).toBe(fields.entityRef);
    // Whatever its kind, an object is read as it was built.
    expect(
      read.objects.map(({ metadata, ...rest }) => ({
        ...rest,
        name: metadata.name,
        namespace: metadata.namespace,
        labels: metadata.labels,
      })),
    ).toEqual(
      expect.arrayContaining(
        again.built.objects.map(({ metadata, ...rest }) => ({
          ...rest,
          name: metadata.name,
          namespace: metadata.namespace,
          labels: metadata.labels,
        })),
      ),
    );
    expect(read.texts).toEqual(again.built.files ?? []);
  });

  it('says a line for each field that is wrong', async () => {
    const wrong = { entityRef: 'cart', hosts: [], name: 'A b', extra: 1 };
    await expect(run('jwt', wrong)).rejects.toThrow(
      new RegExp(
        [
          '^The intent is not complete, nothing was written:',
          '- cluster is missing, give it',
          '- name is not a DNS label, .*',
          '- issuer is missing, give it',
          '- gateway is missing, give it',
          '- hosts is empty, .*',
          '- extra is not a field of this intent, .*$',
        ].join('\\n'),
      ),
    );
  });

  it('asks for the entity where the change is for a service', async () => {
    const { entityRef: _, ...fields } = exampleInput(
      generateExamples.egress[0],
    );
    await expect(run('egress', fields)).rejects.toThrow(
      'entityRef is missing, name the entity',
    );
    const { outputs } = await run(
      'mtls',
      exampleInput(generateExamples.mtls[0]),
    );
    expect(outputs.changeId).toBe('istio/mesh/eu-1-mtls-shop-default');
  });

  it('takes an issuer from the zone, but not one of another namespace', async () => {
    const certificate = exampleInput(generateExamples.certificate[1]);
    const { outputs } = await run('certificate', certificate);
    expect(outputs.intent).toMatchObject({
      issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
    });
    const backend = new FakeIstioBackend();
    backend.zonesAnswer = {
      state: 'answered',
      value: [{ ...shopZone, issuer: { kind: 'Issuer', name: 'vault' } }],
    };
    await expect(
      runAction(generateAction('certificate', backend), certificate, {
        workspacePath: directory.path,
      }),
    ).rejects.toThrow('- issuer is missing, give it');
  });

  it('describes a removal by what goes', async () => {
    const { outputs } = await run('ingress', exampleInput(examples[3]));
    expect(outputs).toMatchObject({
      changeId: 'istio/cart/eu-1-remove-ingress-shop-cart',
      summary: expect.stringMatching(/^Take this back: Let clients reach/),
      effects: [
        'At the next sync that prunes, eu-1 loses Certificate istio-ingress/shop-cart-ingress, Gateway shop/cart-gateway, VirtualService shop/cart. A sync that does not prune leaves them running.',
        'cert-manager leaves Secret istio-ingress/shop-cart-ingress behind, which nobody renews any more.',
      ],
    });
    expect(outputs.url).toBeUndefined();
  });
});
