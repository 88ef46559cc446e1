import { applied } from './manifest';

/** What stands in the way of STRICT in namespace logistics. @internal */
export const STRICT_SAMPLES = [
  applied('networking', 'DestinationRule', 'logistics', 'tracking-plain', {
    host: 'tracking.logistics.svc.cluster.local',
    trafficPolicy: { tls: { mode: 'DISABLE' } },
  }),
  applied('security', 'PeerAuthentication', 'accounts', 'default', {
    mtls: { mode: 'STRICT' },
  }),
  applied('security', 'PeerAuthentication', 'warehouse', 'default', {
    mtls: { mode: 'STRICT' },
  }),
];
