import { applied } from './manifest';

const CLIENTS = 'partners';
const EGRESS = 'istio-egress';
const GATEWAY_HOST = `istio-egressgateway.${EGRESS}.svc.cluster.local`;

function serviceEntry(name: string, host: string, ports: object[]) {
  return applied('networking', 'ServiceEntry', CLIENTS, name, {
    hosts: [host],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    exportTo: ['.', EGRESS],
    ports,
  });
}

const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const HTTPS = { number: 443, name: 'https', protocol: 'HTTPS' };

/** The four definitions that lead a host through the egress gateway; TLS begins there. */
function throughGateway(name: string, host: string) {
  const gateway = `egress-${name}`;
  return [
    serviceEntry(name, host, [HTTP, HTTPS]),
    applied('networking', 'Gateway', CLIENTS, gateway, {
      selector: { istio: 'egressgateway' },
      servers: [
        {
          port: { number: 443, name: `https-${name}`, protocol: 'HTTPS' },
          hosts: [host],
          tls: { mode: 'ISTIO_MUTUAL' },
        },
      ],
    }),
    applied('networking', 'DestinationRule', CLIENTS, `to-${gateway}`, {
      host: GATEWAY_HOST,
      exportTo: ['.'],
      subsets: [
        {
          name,
          trafficPolicy: {
            portLevelSettings: [
              {
                port: { number: 443 },
                tls: { mode: 'ISTIO_MUTUAL', sni: host },
              },
            ],
          },
        },
      ],
    }),
    applied('networking', 'VirtualService', CLIENTS, gateway, {
      hosts: [host],
      gateways: ['mesh', gateway],
      exportTo: ['.', EGRESS],
      http: [
        {
          match: [{ gateways: ['mesh'], port: 80 }],
          route: [
            {
              destination: {
                host: GATEWAY_HOST,
                subset: name,
                port: { number: 443 },
              },
            },
          ],
        },
        {
          match: [{ gateways: [gateway], port: 443 }],
          route: [{ destination: { host, port: { number: 443 } } }],
        },
      ],
    }),
  ];
}

/** The rule by which the gateway presents a client certificate. */
function originate(
  namespace: string,
  name: string,
  host: string,
  more: { exportTo?: string[]; tls?: object },
) {
  const { exportTo, tls } = more;
  return applied('networking', 'DestinationRule', namespace, name, {
    host,
    ...(exportTo && { exportTo }),
    trafficPolicy: {
      portLevelSettings: [
        {
          port: { number: 443 },
          tls: {
            mode: 'MUTUAL',
            credentialName: 'payout-bank-client',
            sni: host,
            ...tls,
          },
        },
      ],
    },
  });
}

const BANK = 'api.bank.example.net';
const LEDGER = 'ledger.bank.example.net';
const RATES = 'rates.example.org';

/** One host that is reached as meant, and two with a trap. @internal */
export const EGRESS_SAMPLES = [
  ...throughGateway('bank', BANK),
  originate(EGRESS, 'originate-bank', BANK, {
    exportTo: ['.'],
    tls: { subjectAltNames: [BANK] },
  }),
  // Any certificate of that CA is accepted, and every sidecar sees the rule.
  ...throughGateway('ledger', LEDGER),
  originate('istio-system', 'originate-ledger', LEDGER, {}),
  // TLS begins in the sidecar, and nobody checks who answers.
  serviceEntry('rates', RATES, [{ ...HTTP, targetPort: 443 }]),
  applied('networking', 'DestinationRule', CLIENTS, 'originate-rates', {
    host: RATES,
    exportTo: ['.'],
    trafficPolicy: {
      portLevelSettings: [
        { port: { number: 80 }, tls: { mode: 'SIMPLE', sni: RATES } },
      ],
    },
  }),
];
