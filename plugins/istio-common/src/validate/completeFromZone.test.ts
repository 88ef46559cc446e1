import type { ExposureZone } from '../model/zones';
import { completeFromZone } from './completeFromZone';

const shop: ExposureZone = {
  name: 'shop',
  domain: 'shop.example.com',
  issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
  },
};

const input = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
};

describe('completeFromZone', () => {
  it('takes gateway and issuer of the zone', () => {
    expect(completeFromZone(input, [shop])).toEqual({
      zone: shop,
      input: {
        ...input,
        gateway: shop.gateway,
        issuer: {
          group: 'cert-manager.io',
          kind: 'ClusterIssuer',
          name: 'mesh-ca',
        },
      },
    });
  });

  it('keeps what the input names', () => {
    const issuer = { kind: 'Issuer', name: 'own' };
    expect(completeFromZone({ ...input, issuer }, [shop])).toMatchObject({
      input: { issuer, gateway: shop.gateway },
    });
  });

  it('prefers the zone with the longest domain', () => {
    const wide = { ...shop, name: 'wide', domain: 'example.com' };
    expect(completeFromZone(input, [wide, shop])).toMatchObject({ zone: shop });
  });

  it.each([
    ['no zone at all', [], 'No zone is configured'],
    [
      'a host outside',
      [{ ...shop, domain: 'other.org' }],
      'for example cart.other.org',
    ],
    [
      'a zone for others',
      [{ ...shop, namespaces: ['payments'] }],
      'namespace shop in eu-1 may not use',
    ],
  ])('says what to do with %s', (_, zones, sentence) => {
    const answer = completeFromZone(input, zones);
    expect(answer).toEqual({ problem: expect.stringContaining(sentence) });
  });
});
