import { nativeImport } from '@meshwright/test-kit';
import { shippedSchemas } from './shippedSchemas';

const schemas = shippedSchemas(nativeImport);

const certificate = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'cart-ingress', namespace: 'istio-ingress' },
  spec: {
    secretName: 'cart-ingress',
    dnsNames: ['cart.shop.example.com'],
    issuerRef: { kind: 'ClusterIssuer', name: 'mesh-ca' },
  },
};

describe('shippedSchemas', () => {
  it('accepts an object that fits', async () => {
    await expect(schemas.check(certificate)).resolves.toEqual({
      known: true,
      problems: [],
    });
  });

  it('names the field that is missing', async () => {
    const { issuerRef: _, ...spec } = certificate.spec;
    await expect(schemas.check({ ...certificate, spec })).resolves.toEqual({
      known: true,
      problems: [
        {
          path: '/spec',
          message: expect.stringContaining('issuerRef'),
        },
      ],
    });
  });

  it('names the values that a field may have', async () => {
    const verdict = await schemas.check({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          {
            hosts: ['cart.shop.example.com'],
            port: { name: 'https', number: 443, protocol: 'HTTPS' },
            tls: { mode: 'MUTAL', credentialName: 'cart-ingress' },
          },
        ],
      },
    });
    expect(verdict).toEqual({
      known: true,
      problems: [
        {
          path: '/spec/servers/0/tls/mode',
          message: expect.stringContaining('MUTUAL'),
        },
      ],
    });
  });

  it('says when it knows no schema of a kind', async () => {
    await expect(
      schemas.check({ ...certificate, kind: 'Issuer' }),
    ).resolves.toEqual({ known: false });
  });
});
