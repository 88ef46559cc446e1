import { join } from 'node:path';
import { goldenCases } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { buildIngress } from './buildIngress';
import { ingressIntentSchema } from './ingressIntent';

const intentOf = (text: string) => ingressIntentSchema.parse(parse(text));
const cases = goldenCases(join(__dirname, '__fixtures__'));

const minimal = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  gateway: { namespace: 'istio-ingress' },
  issuer: { name: 'mesh-ca' },
};

/** Servers of a Gateway of Istio, or listeners of one of Kubernetes. */
function parts(
  list: unknown,
): Array<{ name?: string; port?: { name?: string } }> {
  // Of our own making: both builders write lists of this shape.
  return (list ?? []) as ReturnType<typeof parts>;
}

describe('buildIngress', () => {
  it.each(cases)('keeps $name within the limits of names', ({ input }) => {
    const { objects } = buildIngress(intentOf(input));
    for (const { metadata, spec } of objects) {
      expect(metadata.name.length).toBeLessThanOrEqual(253);
      expect(String(spec?.commonName ?? '').length).toBeLessThanOrEqual(64);
    }
    const gateway = objects.find(({ kind }) => kind === 'Gateway');
    const names = [
      gateway?.metadata.name,
      ...parts(gateway?.spec?.servers).map(server => server.port?.name),
      ...parts(gateway?.spec?.listeners).map(listener => listener.name),
    ].filter(name => name !== undefined);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
    }
  });

  it('says what happens and how to undo it', () => {
    const built = buildIngress(ingressIntentSchema.parse(minimal));
    expect(built.summary).toBe(
      'Let clients reach shop/cart at https://cart.shop.example.com in eu-1.',
    );
    expect(built.effects[0]).toContain('ClusterIssuer mesh-ca signs');
    expect(built.effects[1]).toContain(
      '/* goes to Service shop/cart port 8080',
    );
    expect(built.rollback).toContain('Secret istio-ingress/shop-cart-ingress');
  });

  it('does not change the intent it is given', () => {
    const intent = ingressIntentSchema.parse(minimal);
    const copy = structuredClone(intent);
    buildIngress(intent);
    expect(intent).toEqual(copy);
  });
});
