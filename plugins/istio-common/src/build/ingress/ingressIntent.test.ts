import { z } from 'zod';
import { type IngressIntentInput, ingressIntentSchema } from './ingressIntent';
import { intentProblems } from '../intentProblems';

const valid: IngressIntentInput = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  gateway: { namespace: 'istio-ingress' },
  issuer: { name: 'mesh-ca' },
};

function problems(change: Record<string, unknown>): string[] {
  const result = ingressIntentSchema.safeParse({ ...valid, ...change });
  return result.success
    ? []
    : intentProblems(result.error).map(
        ({ field, message }) => `${field}: ${message}`,
      );
}

describe('ingressIntentSchema', () => {
  it('fills in safe defaults', () => {
    expect(ingressIntentSchema.parse(valid)).toEqual({
      ...valid,
      name: 'cart',
      tls: { mode: 'SIMPLE', minProtocolVersion: 'TLSV1_2' },
      routes: [{ path: '/', type: 'prefix' }],
      gateway: {
        namespace: 'istio-ingress',
        selector: { istio: 'ingressgateway' },
      },
      issuer: {
        group: 'cert-manager.io',
        kind: 'ClusterIssuer',
        name: 'mesh-ca',
      },
      certificate: {
        duration: '72h',
        renewBefore: '24h',
        privateKey: { algorithm: 'RSA', size: 2048 },
      },
      clusterDomain: 'cluster.local',
    });
  });

  it('describes every field', () => {
    const schema = z.toJSONSchema(ingressIntentSchema, { io: 'input' });
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      const { properties = {}, items } = node as {
        properties?: Record<string, { description?: string }>;
        items?: unknown;
      };
      for (const [key, child] of Object.entries(properties)) {
        if (!child.description) undescribed.push(`${path}${key}`);
        walk(child, `${path}${key}.`);
      }
      walk(items, `${path}[].`);
    };
    walk(schema, '');
    expect(Object.keys(schema.properties ?? {})).toContain('host');
    expect(undescribed).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a missing field', { host: undefined }, 'host: is missing, give it'],
    [
      'a missing part',
      { service: { name: 'cart' } },
      'service.port: is missing, give it',
    ],
    [
      'another type',
      { service: { name: 'cart', port: '8080' } },
      'service.port: must be of type number, correct it',
    ],
    [
      'a port out of range',
      { service: { name: 'cart', port: 0 } },
      'service.port: must be between 1 and 65535, give the port of the Service',
    ],
    [
      'a field that does not exist',
      { hots: 'x' },
      'hots: is not a field of this intent, remove it or correct its name',
    ],
    [
      'a field that does not exist further down',
      { tls: { minVersion: 'x' } },
      'tls.minVersion: is not a field of this intent, remove it or correct its name',
    ],
    [
      'a host with a namespace',
      { host: 'shop/cart.example.com' },
      'host: "shop/cart.example.com" has a namespace or path in it, give the bare host name',
    ],
    [
      'an empty gateway selector',
      { gateway: { namespace: 'istio-ingress', selector: {} } },
      'gateway.selector: is empty and would select every proxy of the mesh, name the labels of the pods',
    ],
    [
      'pinning without client certificates',
      { tls: { subjectAltNames: ['a.example.com'] } },
      'tls.subjectAltNames: has no effect with mode SIMPLE, remove it or use mode MUTUAL',
    ],
    [
      'an old TLS version',
      { tls: { minProtocolVersion: 'TLSV1_0' } },
      'tls.minProtocolVersion: is not offered, use TLSV1_2 or TLSV1_3',
    ],
    [
      'passthrough',
      { tls: { mode: 'PASSTHROUGH' } },
      'tls.mode: is not known, use SIMPLE, MUTUAL or OPTIONAL_MUTUAL',
    ],
    [
      'a path without slash',
      { routes: [{ path: 'cart' }] },
      'routes.0.path: is not a path, start it with "/" and leave out white space, "?" and "#"',
    ],
    [
      'a path twice',
      { routes: [{ path: '/a' }, { path: '/a', type: 'prefix' }] },
      'routes.1: repeats prefix /a, remove it',
    ],
    [
      'a lifetime that is no duration',
      { certificate: { duration: '3 days' } },
      'certificate.duration: is not a duration, write it as 72h or 1h30m',
    ],
    [
      'renewal before issue',
      { certificate: { duration: '24h', renewBefore: '24h' } },
      'certificate.renewBefore: is not shorter than duration, so it would be renewed all the time; use a third of duration',
    ],
    [
      'a weak key',
      { certificate: { privateKey: { algorithm: 'RSA', size: 1024 } } },
      'certificate.privateKey.size: is not a size of RSA, use 2048, 3072, 4096',
    ],
  ])('refuses %s', (_, change, expected) => {
    expect(problems(change)).toEqual([expected]);
  });

  it.each([
    'a\n---\nkind: ClusterRole',
    'a: b',
    '${{secrets}}',
    '../x',
    'a'.repeat(64),
    '-a',
    'A',
    '__proto__',
  ])('refuses the name %j everywhere', name => {
    for (const change of [
      { name },
      { cluster: name },
      { namespace: name },
      { service: { name, port: 80 } },
      { gateway: { namespace: name } },
    ]) {
      expect(problems(change)).toHaveLength(1);
    }
  });

  it('keeps prototypes clean', () => {
    const hostile = JSON.parse(
      '{"gateway":{"namespace":"a","selector":{"__proto__":"x","a":"b"}}}',
    );
    problems(hostile);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});
