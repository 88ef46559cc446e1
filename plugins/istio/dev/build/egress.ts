import type {
  ChainLink,
  EgressStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

type Step = [ChainLink['kind'], string, string, ChainLink['tone'], string];

function chain(steps: readonly Step[]): ChainLink[] {
  const broken = steps.findIndex(([, , , tone]) => tone === 'error');
  return steps.map(([kind, title, state, tone, detail], index) => ({
    kind,
    title,
    state,
    tone,
    detail,
    broken: index === broken,
  }));
}

/** The way to a payment provider by mTLS, whose client certificate is missing. */
export const brokenEgress: EgressStatus = {
  cluster: 'eu-1',
  host: 'api.pay.example.net',
  ports: [80],
  intent: 'mtls-origination',
  via: 'gateway',
  serviceEntry: ref('ServiceEntry', 'shop/pay'),
  gateway: ref('Gateway', 'istio-egress/pay'),
  gatewayPods: [{ namespace: 'istio-egress', pods: 2, ready: 2 }],
  virtualServices: [ref('VirtualService', 'shop/pay')],
  destinationRules: [
    ref('DestinationRule', 'shop/pay-to-egress'),
    ref('DestinationRule', 'istio-egress/pay'),
  ],
  certificates: [],
  namespaces: ['shop'],
  state: 'broken',
  tone: 'error',
  why: {
    summary:
      'DestinationRule istio-egress/pay presents the certificate of Secret pay-client, which no Certificate in istio-egress writes.',
    considered: [
      {
        ref: ref('DestinationRule', 'istio-egress/pay'),
        says: 'MUTUAL, credentialName pay-client',
        scope: 'host',
        decides: true,
        reason: 'the rule that the egress gateway uses',
      },
      {
        ref: ref('Certificate', 'shop/pay-client'),
        says: 'secretName pay-client',
        scope: 'namespace',
        decides: false,
        reason: 'in shop, the gateway reads from istio-egress',
      },
    ],
  },
  action: {
    title: 'Move the certificate',
    detail:
      'Request Certificate pay-client in istio-egress, where the pods of the egress gateway run.',
    template: {
      entityRef: 'template:default/request-certificate',
      formData: { namespace: 'istio-egress', name: 'pay-client' },
    },
  },
  chain: chain([
    ['Host', 'api.pay.example.net', 'Known', 'ok', 'ServiceEntry shop/pay'],
    ['Gateway', 'istio-egress/pay', 'Bound', 'ok', '2 of 2 pods ready'],
    ['Secret', 'istio-egress/pay-client', 'Missing', 'error', 'no Certificate'],
  ]),
};

/** TLS of the client, passed through as it is. */
export const passthroughEgress: EgressStatus = {
  ...brokenEgress,
  host: '*.googleapis.com',
  ports: [443],
  intent: 'tls-passthrough',
  via: 'sidecar',
  serviceEntry: ref('ServiceEntry', 'istio-system/google'),
  gateway: undefined,
  gatewayPods: [],
  virtualServices: [],
  destinationRules: [],
  namespaces: ['*'],
  state: 'effective',
  tone: 'ok',
  why: {
    summary:
      'ServiceEntry istio-system/google names the host, and the sidecar routes it by SNI.',
    considered: [],
  },
  action: undefined,
  chain: chain([['Host', '*.googleapis.com', 'Known', 'ok', 'ServiceEntry']]),
};
