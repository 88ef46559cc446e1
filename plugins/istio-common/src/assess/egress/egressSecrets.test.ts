import {
  EXTERNAL_HOST,
  rawEgressMesh,
  rawOrigination,
} from '../../testing/raw/egress';
import { rawClientCertificate } from '../../testing/raw/egressLegs';
import { rawDestinationRule, rawPod } from '../../testing/rawObjects';
import { scopeOf } from '../../testing/scopeOf';
import { gatewayWorkloads } from '../exposure/gatewayWorkloads';
import { egressSecrets } from './egressSecrets';

type Json = Record<string, unknown>;

const SECOND_GATEWAY = rawPod({
  app: 'second',
  namespace: 'edge',
  labels: { istio: 'egressgateway' },
  proxy: { kind: 'gateway' },
});
const rule = (spec: Json, namespace = 'shop') =>
  rawDestinationRule({ host: EXTERNAL_HOST, ...spec }, { namespace });
const tls = (credentialName: string, mode = 'MUTUAL') => ({
  tls: { mode, credentialName },
});
const EVERYWHERE = rule({ trafficPolicy: tls('client') });

function found(...raw: unknown[]): string[] {
  const scope = scopeOf(...rawEgressMesh(), ...raw);
  return egressSecrets(scope, gatewayWorkloads(scope)).map(
    ({ secret, rule: ref, host }) =>
      `${secret.namespace}/${secret.name} by ${ref.name} for ${host}`,
  );
}

describe('the Secrets that egress needs', () => {
  it('stand beside the gateway that the rule is for', () => {
    expect(found(rawOrigination())).toEqual([
      `istio-system/nginx-client by originate-nginx for ${EXTERNAL_HOST}`,
    ]);
  });

  it.each<[rule: string, raw: unknown[], places: string[]]>([
    [
      'at the only gateway, whoever writes them',
      [EVERYWHERE],
      ['istio-system/client'],
    ],
    [
      'at the gateways for which a Certificate writes them',
      [
        EVERYWHERE,
        SECOND_GATEWAY,
        rawClientCertificate(
          { secretName: 'client' },
          { namespace: 'edge', name: 'c' },
        ),
        rawClientCertificate(
          { secretName: 'other' },
          { namespace: 'istio-system', name: 'o' },
        ),
      ],
      ['edge/client'],
    ],
    [
      'at the gateway that the rule stands beside',
      [rule({ trafficPolicy: tls('client') }, 'edge'), SECOND_GATEWAY],
      ['edge/client'],
    ],
    ['nowhere in particular', [EVERYWHERE, SECOND_GATEWAY], []],
    [
      'at the only one of several gateways that sees the rule',
      [
        rule({ trafficPolicy: tls('client'), exportTo: ['edge'] }),
        SECOND_GATEWAY,
      ],
      ['edge/client'],
    ],
    [
      'nowhere where no gateway sees the rule',
      [rule({ trafficPolicy: tls('client'), exportTo: ['.'] })],
      [],
    ],
    [
      'beside the pods that the rule selects',
      [
        rule({
          trafficPolicy: tls('client'),
          workloadSelector: { matchLabels: { app: 'cart' } },
        }),
      ],
      ['shop/client'],
    ],
    [
      'for each name once, of ports and subsets too',
      [
        rule({
          trafficPolicy: {
            ...tls('a', 'SIMPLE'),
            portLevelSettings: [
              { port: { number: 443 }, ...tls('b') },
              { port: { number: 80 } },
              { port: { number: 81 }, ...tls('a') },
            ],
          },
          subsets: [{ name: 'v1', trafficPolicy: tls('c') }, { name: 'v2' }],
        }),
      ],
      ['istio-system/a', 'istio-system/b', 'istio-system/c'],
    ],
    [
      'for no mode that takes none, and no ConfigMap',
      [
        rule({
          trafficPolicy: tls('a', 'ISTIO_MUTUAL'),
          subsets: [
            { name: 'v1', trafficPolicy: tls('configmap://roots') },
            { name: 'v2', trafficPolicy: { tls: { mode: 'SIMPLE' } } },
          ],
        }),
      ],
      [],
    ],
  ])('are looked for %s', (_, raw, places) => {
    expect(found(...raw).map(one => one.split(' ')[0])).toEqual(places);
  });

  it('of a short host are for the full one', () => {
    expect(found(rule({ host: 'cart', trafficPolicy: tls('client') }))).toEqual(
      ['istio-system/client by rule for cart.shop.svc.cluster.local'],
    );
  });
});
