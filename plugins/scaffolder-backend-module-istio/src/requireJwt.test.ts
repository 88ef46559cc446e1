import type { JsonObject } from '@backstage/types';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const WORKLOAD: JsonObject = {
  cluster: 'eu-1',
  namespace: 'shop',
  workload: 'cart',
  labels: { app: 'cart' },
};
const values: JsonObject = {
  entityRef: 'component:default/cart',
  workload: WORKLOAD,
  hosts: ['cart.shop.example.com'],
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
    serviceAccount: 'ingress',
  },
  openPaths: ['/.well-known/acme-challenge/*'],
  issuerUrl: 'https://sso.example.com/realms/shop',
  audiences: ['shop'],
  atWorkload: false,
};
const again: JsonObject = {
  atWorkload: true,
  claims: [{ name: 'groups', values: ['buyers'] }],
  trustDomain: 'mesh.example.com',
};

/** The template, run by the scaffolder itself against a git forge. */
describe('template require-jwt', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('require-jwt');
  });
  afterAll(() => backend.stop());
  beforeEach(() => backend.forge.reset());

  it('opens a pull request, updates it, and opens no second one', async () => {
    const first = await backend.run(values);
    expect([first.status, first.log.at(-1)]).toEqual([
      'completed',
      expect.stringContaining('completed'),
    ]);
    expect(JSON.stringify(first.output)).toContain('Opened pull request #1');
    const more = await backend.run({ ...values, ...again });
    expect(JSON.stringify(more.output)).toContain('Updated pull request #1');
    const same = await backend.run({ ...values, ...again });
    expect(JSON.stringify(same.output)).toContain(
      'Pull request #1 has the wanted state already',
    );
  });

  it('asks at the gateway alone unless the box is ticked', async () => {
    const { files, error } = await backend.dryRun({
      ...values,
      ...{ ...again, atWorkload: false },
    });
    expect(error).toBeUndefined();
    expect([...files.keys()].filter(path => path.endsWith('.yaml'))).toEqual([
      'istio/istio-ingress/shop-cart-jwt.yaml',
    ]);
  });

  it('lets only the gateway and its tokens reach the workload', async () => {
    const { files, error } = await backend.dryRun({ ...values, ...again });
    expect(error).toBeUndefined();
    const text = files.get('istio/shop/shop-cart-jwt.yaml');
    expect(text).toContain('mesh.example.com/ns/istio-ingress/sa/ingress');
    expect(text).toContain('request.auth.claims[groups]');
  });

  it('turns tokens of other issuers and audiences away', async () => {
    const { files } = await backend.dryRun(values);
    const text = files.get('istio/istio-ingress/shop-cart-jwt.yaml');
    expect(text).toContain('- https://sso.example.com/realms/shop/*');
    expect(text).toMatch(/request\.auth\.audiences\n\s+notValues:\n\s+- shop/);
  });

  it('names rules by namespace and workload, or as it is told', async () => {
    const namesOf = async (change: JsonObject) => {
      const { error, files } = await backend.dryRun({ ...values, ...change });
      expect(error).toBeUndefined();
      return [...files.keys()].filter(path => path.endsWith('.yaml'));
    };
    const workload = { ...WORKLOAD, namespace: 'pay' };
    expect(await namesOf({ workload })).toEqual([
      'istio/istio-ingress/pay-cart-jwt.yaml',
    ]);
    expect(await namesOf({ ruleName: 'admin' })).toEqual([
      'istio/istio-ingress/shop-admin-jwt.yaml',
    ]);
  });

  it('attaches to a Gateway of the Gateway API that the picker names', async () => {
    const { files } = await backend.dryRun({
      ...values,
      gateway: {
        namespace: 'shop',
        selector: { 'gateway.networking.k8s.io/gateway-name': 'shop-cart' },
      },
    });
    const text = files.get('istio/shop/shop-cart-jwt.yaml');
    expect(text).toMatch(/kind: Gateway\n\s+name: shop-cart/);
    expect(text).not.toContain('selector');
  });

  it('fails on an issuer that is no https address', async () => {
    const { status, log } = await backend.run({
      ...values,
      issuerUrl: 'https://',
    });
    expect(status).toBe('failed');
    expect(log.join('\n')).toContain('- issuer.url is not an https URL');
  });
});
