import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { cart, giftCards } from '../__testUtils__/cartEntity';
import { FakeIstioBackend } from '../__testUtils__/fakeIstioBackend';
import { exampleInput, runAction, workspace } from '../__testUtils__/runAction';
import { createGenerateIngressAction } from './generateIngress';
import { examples } from './generateIngress.examples';

const input = exampleInput(examples[0]);

describe('istio:generate:ingress', () => {
  const directory = workspace();
  let backend: FakeIstioBackend;

  function run(change: object = {}) {
    const catalog = catalogServiceMock({ entities: [cart, giftCards] });
    return runAction(
      createGenerateIngressAction({ backend, catalog }),
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
      /service\.port must be between 1 and 65535/,
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
