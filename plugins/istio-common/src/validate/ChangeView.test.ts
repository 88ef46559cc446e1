import { INTENTS } from '../build/intents';
import { MeshIndex } from '../index/MeshIndex';
import { trimAll } from '../testing/assessRaw';
import { facts, rawSecret, TEST_PEM } from '../testing/raw/secrets';
import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import {
  raw,
  type RawObject,
  validateCase,
  WORLD,
} from '../testing/validationWorld';

const HOST = 'cart.shop.example.com';

/** What an intent writes, as it stands in the cluster once it is synced. */
function synced(kind: string, input: object): RawObject[] {
  const result = INTENTS.find(({ name }) => name === kind)?.build(input);
  if (!result || 'problems' in result) {
    throw new Error(`${kind}: ${JSON.stringify(result)}`);
  }
  // What intents build are plain objects.
  return result.built.objects as unknown as RawObject[];
}

function onboarded(exposed: object[] = []): RawObject[] {
  return synced('onboard', {
    cluster: 'eu-1',
    namespace: 'shop',
    revision: 'default',
    gateway: { namespace: 'istio-ingress' },
    exposed,
  }).filter(({ kind }) => kind === 'NetworkPolicy');
}

/** The findings as `code Kind namespace/name`. */
function found(
  kind: 'ingress' | 'certificate' | 'mtls',
  change: object,
  live: RawObject[],
): string[] {
  const { findings } = validateCase({
    kind,
    input: { ...GOOD_INPUTS[kind], ...change },
    live,
  });
  return findings.map(({ code, ref }) =>
    ref ? `${code} ${ref.kind} ${ref.namespace}/${ref.name}` : code,
  );
}

const CERTIFICATE = raw(
  'cert-manager.io/v1',
  'Certificate',
  'istio-ingress/clients',
  {
    spec: {
      secretName: 'clients',
      dnsNames: [HOST],
      usages: ['client auth'],
      issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
    },
  },
);

describe('rules whose answer rests on a type of the change', () => {
  const cart = { name: 'cart', labels: { app: 'cart' }, ports: [8080] };

  it.each([
    ['Gateway and VirtualService', {}],
    [
      'Gateway and HTTPRoute',
      {
        form: 'gateway-api',
        gateway: { namespace: 'istio-ingress', service: 'gw' },
      },
    ],
  ])('%s: a NetworkPolicy keeps the gateway out', (_, change) => {
    expect(found('ingress', change, onboarded())).toContain(
      'MW0266 Pod shop/cart-1',
    );
    expect(found('ingress', change, onboarded([cart]))).not.toContain(
      'MW0266 Pod shop/cart-1',
    );
  });

  it('names the NetworkPolicy, and the port to open', () => {
    const { findings } = validateCase({
      kind: 'ingress',
      input: GOOD_INPUTS.ingress,
      live: onboarded(),
    });
    expect(findings.find(({ code }) => code === 'MW0266')).toMatchObject({
      severity: 'error',
      field: 'service.port',
      cause: expect.stringMatching(
        /^Gateway pods of istio-ingress\/gw-1 may not reach port 8080: NetworkPolicy shop\/allow-metrics /,
      ),
      fix: expect.stringContaining('opens port 8080'),
    });
  });

  it('a Gateway that serves a certificate of clients', () => {
    // Only the Gateway is of the change; the Certificate is there.
    const live = [CERTIFICATE];
    const { findings } = validateCase({
      kind: 'ingress',
      input: GOOD_INPUTS.ingress,
      live,
      objects: built =>
        built.flatMap(object => {
          if (object.kind === 'Certificate') return [];
          if (object.kind !== 'Gateway') return [object];
          return [
            JSON.parse(
              JSON.stringify(object).replace(
                /"credentialName":"[^"]+"/g,
                '"credentialName":"clients"',
              ),
            ),
          ];
        }),
    });
    expect(findings.map(({ code }) => code)).toContain('MW0104');
  });

  it('a Secret that was signed before the Certificate asked for one name more', () => {
    const live = [
      ...WORLD,
      ...synced('certificate', GOOD_INPUTS.certificate),
      rawSecret({
        name: 'cart-server',
        namespace: 'shop',
        chain: [facts('cart', 'CN=root', { dnsNames: [HOST] })],
        key: 'cart',
      }),
    ];
    const { findings } = validateCase({
      kind: 'certificate',
      input: {
        ...GOOD_INPUTS.certificate,
        dnsNames: [HOST, 'basket.shop.example.com'],
      },
      context: { index: MeshIndex.build(trimAll(live, { pem: TEST_PEM })) },
    });
    expect(findings.filter(({ code }) => code.startsWith('MW0'))).toEqual([]);
  });
});
