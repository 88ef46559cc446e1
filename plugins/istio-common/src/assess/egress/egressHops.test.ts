import { recordAnswers } from '@meshwright/test-kit';
import { type EgressRow, egressAnswers } from '../../testing/egressAnswers';
import {
  EGRESS_GATEWAY,
  EXTERNAL_HOST,
  rawEgressRoute,
  rawOrigination,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  HTTPS_PORT,
  MESH_GATEWAY,
  TO_GATEWAY,
  rawBothLegs,
  rawEgressPod,
  rawEgressServer,
  rawHopRule,
  toHost,
} from '../../testing/raw/egressLegs';
import { rawDestinationRule } from '../../testing/rawObjects';

type Json = Record<string, unknown>;
const { verdict } = egressAnswers(recordAnswers(__filename));

describe('the way to the gateway', () => {
  it.each<EgressRow>([
    [
      'names a port that its Service lacks',
      'broken',
      'which has no such port',
      { route: rawBothLegs([toHost(EGRESS_GATEWAY, 8443, 'nginx')]) },
    ],
    [
      'names no port, so that the one called counts',
      'broken',
      'No Gateway takes',
      { route: rawBothLegs([toHost(EGRESS_GATEWAY, undefined, 'nginx')]) },
    ],
    [
      'names a subset of a rule that clients do not use',
      'broken',
      '(DestinationRule istio-system/elsewhere is not the rule they use)',
      {
        toGateway: rawDestinationRule(
          {
            host: EGRESS_GATEWAY,
            exportTo: ['.'],
            subsets: [{ name: 'nginx' }],
          },
          { name: 'elsewhere', namespace: 'istio-system' },
        ),
      },
    ],
    [
      'names a subset of a rule that has it beside others',
      'broken',
      '(DestinationRule istio-system/elsewhere is not the rule they use)',
      {
        toGateway: rawDestinationRule(
          {
            host: EGRESS_GATEWAY,
            exportTo: ['.'],
            subsets: [{ name: 'other' }, { name: 'nginx' }],
          },
          { name: 'elsewhere', namespace: 'istio-system' },
        ),
      },
      [
        rawDestinationRule(
          { host: EGRESS_GATEWAY, exportTo: ['.'], subsets: [{ name: 'x' }] },
          { name: 'a-first', namespace: 'istio-system' },
        ),
      ],
    ],
    [
      'leads to a Service that is no gateway',
      'effective',
      'from the sidecar',
      {
        route: rawBothLegs([toHost('cart.shop.svc.cluster.local', 8080)]),
      },
    ],
    [
      'leads to a host that nobody defines',
      'broken',
      'which no ServiceEntry defines for clients in shop',
      { route: rawBothLegs([toHost('gone.example.com', 443)]) },
    ],
    [
      'leads to a host that is hidden',
      'broken',
      'is not exported to clients in shop',
      { route: rawBothLegs([toHost('hidden.example.com', 80)]) },
      [
        rawServiceEntry(
          { hosts: ['hidden.example.com'], exportTo: ['.'] },
          { name: 'hidden', namespace: 'other' },
        ),
      ],
    ],
    [
      'leads past it as well',
      'broken',
      'sent in plain text',
      {
        route: rawBothLegs([
          TO_GATEWAY,
          toHost(EXTERNAL_HOST, 443),
          TO_GATEWAY,
        ]),
      },
    ],
    [
      'names a subset of the host itself',
      'broken',
      'routes to subset v1 of',
      { route: rawBothLegs([toHost(EXTERNAL_HOST, 80, 'v1')]) },
    ],
    [
      'leads to a port that the host lacks',
      'broken',
      'sends requests to port 8443 of',
      { route: rawBothLegs([toHost(EXTERNAL_HOST, 8443)]) },
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });
});

describe('the hop into the gateway', () => {
  const plainRule = rawHopRule([{ name: 'nginx' }]);
  const speaking = (tls: Json) =>
    rawHopRule([{ name: 'nginx', trafficPolicy: { tls } }]);
  const PLAIN = {
    port: { number: 443, name: 'http', protocol: 'HTTP' },
    tls: undefined,
  };
  const SIMPLE = { tls: { mode: 'SIMPLE', credentialName: 'x' } };

  it.each<EgressRow>([
    [
      'speaks TLS to plain text',
      'broken',
      'Sidecars speak TLS to port 443',
      { gateway: rawEgressServer(PLAIN) },
    ],
    [
      'speaks the TLS of the mesh to a server with its own',
      'broken',
      'Sidecars speak ISTIO_MUTUAL to Gateway shop/egress-nginx, whose server is SIMPLE',
      { gateway: rawEgressServer(SIMPLE) },
    ],
    [
      'speaks its own TLS to such a server',
      'effective',
      'through the egress gateway',
      {
        gateway: rawEgressServer(SIMPLE),
        toGateway: speaking({ mode: 'SIMPLE', sni: EXTERNAL_HOST }),
      },
    ],
    [
      'asks for another name in its own TLS',
      'broken',
      'for x.example.com on port 443',
      {
        gateway: rawEgressServer(SIMPLE),
        toGateway: speaking({ mode: 'SIMPLE', sni: 'x.example.com' }),
      },
    ],
    [
      'is in plain text where TLS begins at the gateway',
      'degraded',
      'go from sidecar to egress gateway in plain text',
      {
        gateway: rawEgressServer(PLAIN),
        toGateway: speaking({ mode: 'DISABLE' }),
        originate: rawOrigination({
          mode: 'SIMPLE',
          credentialName: undefined,
        }),
      },
    ],
    [
      'is in plain text where the host takes plain text',
      'effective',
      'through the egress gateway',
      {
        gateway: rawEgressServer(PLAIN),
        toGateway: speaking({ mode: 'DISABLE' }),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 80)]),
        originate: undefined,
      },
    ],
    [
      'speaks its own TLS under no name',
      'effective',
      'through the egress gateway',
      {
        gateway: rawEgressServer(SIMPLE),
        toGateway: speaking({
          mode: 'MUTUAL',
          clientCertificate: '/c',
          privateKey: '/k',
        }),
      },
    ],
    [
      'speaks plain text without a rule for TLS',
      'broken',
      'Sidecars speak plain text to port 443',
      { toGateway: plainRule },
    ],
    [
      'asks for the name of the cluster where automatic mTLS decides',
      'broken',
      'outbound_.443_.nginx_.istio-egressgateway',
      { toGateway: plainRule },
      [MESH_GATEWAY],
    ],
    [
      'asks for the name of the cluster, without a subset or a rule',
      'broken',
      'outbound_.443_._.istio-egressgateway',
      {
        toGateway: undefined,
        route: rawBothLegs([toHost(EGRESS_GATEWAY, 443)]),
      },
      [MESH_GATEWAY],
    ],
    [
      'asks for the name of the cluster where one of the pods takes the TLS of the mesh',
      'broken',
      'outbound_.443_.nginx_.istio-egressgateway',
      { toGateway: plainRule },
      [
        {
          ...MESH_GATEWAY,
          metadata: { ...MESH_GATEWAY.metadata, name: 'second' },
        },
      ],
    ],
    [
      'speaks the TLS of the mesh by itself to a server for every name',
      'effective',
      'through the egress gateway',
      {
        toGateway: plainRule,
        gateway: rawEgressServer({ hosts: ['*'] }),
      },
      [MESH_GATEWAY],
    ],
    [
      'goes by the servers of its port',
      'effective',
      'through the egress gateway',
      {},
      [
        rawEgressServer(
          {
            port: { number: 80, name: 'https-80', protocol: 'HTTPS' },
            tls: { mode: 'SIMPLE', credentialName: 'x' },
          },
          'a-first',
          '2025-01-01T00:00:00Z',
        ),
      ],
    ],
    [
      'goes by the server that has the host, of several',
      'effective',
      'through the egress gateway',
      {
        gateway: rawEgressServer({
          ...PLAIN,
          hosts: ['*/x.example.com', `shop/${EXTERNAL_HOST}`],
        }),
        toGateway: speaking({ mode: 'DISABLE' }),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 80)]),
        originate: undefined,
      },
      [
        rawEgressServer(
          { ...PLAIN, hosts: ['other.example.com'] },
          'a-first',
          '2025-01-01T00:00:00Z',
        ),
      ],
    ],
    [
      'asks for another name',
      'broken',
      'ask egress gateway istio-system/istio-egressgateway for x.example.com on port 443',
      { toGateway: speaking({ mode: 'ISTIO_MUTUAL', sni: 'x.example.com' }) },
    ],
    [
      'asks for a name that a wildcard server has',
      'effective',
      'through the egress gateway',
      {
        gateway: rawEgressServer({
          hosts: ['*.partner.example.com', '*.example.com'],
        }),
      },
    ],
    [
      'asks for a name that a server for every name has',
      'effective',
      'through the egress gateway',
      { gateway: rawEgressServer({ hosts: ['*'] }) },
    ],
    [
      'finds no pod that is ready',
      'broken',
      'No pod of egress gateway istio-system/istio-egressgateway is ready',
      {},
      [rawEgressPod({ ready: false })],
    ],
    [
      'finds no pod that is ready, and no Gateway',
      'broken',
      'No pod of egress gateway',
      { gateway: undefined },
      [rawEgressPod({ ready: false })],
    ],
    [
      'finds the port taken by an older Gateway',
      'broken',
      'lost port 443 of egress gateway istio-system/istio-egressgateway to Gateway shop/older',
      {},
      [
        rawEgressServer(
          { hosts: [EXTERNAL_HOST] },
          'older',
          '2025-01-01T00:00:00Z',
        ),
      ].map(one => ({
        ...one,
        spec: {
          ...(one.spec as Json),
          servers: [
            { port: { number: 443, name: 'x', protocol: 'TCP' }, hosts: ['*'] },
          ],
        },
      })),
    ],
    [
      'finds no route of its own name',
      'broken',
      'has no route for',
      {
        route: rawBothLegs([TO_GATEWAY], undefined, { gateway: { port: 80 } }),
      },
    ],
    [
      'finds a host under a wildcard route',
      'effective',
      'through the egress gateway',
      {
        gateway: rawEgressServer({ hosts: ['*.partner.example.com'] }),
        route: rawEgressRoute({
          hosts: ['*.partner.example.com'],
          http: [
            {
              match: [{ gateways: ['mesh'], port: 80 }],
              route: [TO_GATEWAY],
            },
            {
              match: [{ gateways: ['egress-nginx'], port: 443 }],
              route: [toHost(EXTERNAL_HOST, 443)],
            },
          ],
        }),
      },
    ],
    [
      'finds two ways out, of which one is not known',
      'broken',
      'which no ServiceEntry defines for the egress gateway in istio-system',
      {
        route: rawBothLegs(
          [TO_GATEWAY],
          [toHost(EXTERNAL_HOST, 443), toHost('gone.example.com', 443)],
        ),
      },
    ],
    [
      'finds a way out to a port that the host lacks',
      'broken',
      'sends requests to port 8443 of',
      { route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 8443)]) },
    ],
    [
      'finds a way out to a subset that the gateway does not know',
      'broken',
      'which the egress gateway in istio-system do not know',
      { route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 443, 'v1')]) },
    ],
    [
      'finds a way out without a port to a host with one',
      'degraded',
      'lacks port 80',
      {
        entry: rawServiceEntry({ ports: HTTPS_PORT }),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST)], {
          gateway: { port: undefined },
        }),
      },
    ],
    [
      'finds no address where nothing is said of resolution',
      'broken',
      'has resolution NONE, so the egress gateway has no address',
      { entry: rawServiceEntry({ resolution: undefined }) },
    ],
    [
      'finds a way out without a port',
      'effective',
      'through the egress gateway',
      { route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST)]) },
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });
});
