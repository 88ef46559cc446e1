import { raw, rawService } from '../validationWorld';
import { type FailingExample, failing } from './failing';

/** For the checks of calls outside. */
export const FAILING_EGRESS: Readonly<
  Record<string, readonly FailingExample[]>
> = {
  'way-out-is-free': [
    failing(
      'egress',
      'MW0188 gateway',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'Gateway', 'payments/egress-partner', {
            spec: {
              selector: { istio: 'egressgateway' },
              servers: [
                {
                  port: { number: 443, name: 'https', protocol: 'HTTPS' },
                  hosts: ['api.partner.com'],
                  tls: { mode: 'ISTIO_MUTUAL' },
                },
              ],
            },
          }),
        ],
      },
    ),
  ],
  'called-service-fits': [
    failing('egress', 'IST0101 host', {
      host: 'card.payments.svc.cluster.local',
      destination: 'service',
    }),
    failing(
      'egress',
      'IST0101 port',
      { host: 'vault.payments.svc.cluster.local', destination: 'service' },
      { live: [rawService('payments/vault', { app: 'vault' }, 8200)] },
    ),
    failing(
      'egress',
      'MW0179 port',
      { host: 'vault.payments.svc.cluster.local', destination: 'service' },
      { live: [rawService('payments/vault', { app: 'vault' }, 443)] },
    ),
    failing(
      'egress',
      'MW0179 port',
      {
        ...{ host: 'vault.payments.svc.cluster.local', port: 8200 },
        ...{ destination: 'service', tls: 'PASSTHROUGH', client: undefined },
      },
      { live: [rawService('payments/vault', { app: 'vault' }, 8200)] },
    ),
  ],
  'entry-is-alone': [
    failing(
      'egress',
      'MW0170 host',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'ServiceEntry', 'payments/partner', {
            spec: {
              hosts: ['api.partner.com'],
              ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
              resolution: 'DNS',
            },
          }),
        ],
      },
    ),
  ],
  'rule-counts': [
    failing(
      'egress',
      'MW0171',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'DestinationRule', 'istio-egress/old', {
            spec: {
              host: 'api.partner.com',
              exportTo: ['.'],
              trafficPolicy: { tls: { mode: 'DISABLE' } },
            },
          }),
        ],
      },
    ),
    failing(
      'egress',
      'MW0172',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'DestinationRule', 'istio-egress/gw', {
            spec: {
              host: 'istio-egressgateway.istio-egress.svc.cluster.local',
              subsets: [{ name: 'blue' }],
            },
          }),
        ],
      },
    ),
  ],
};
