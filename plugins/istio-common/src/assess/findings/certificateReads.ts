import { EXPOSURE_READS } from './exposureReads';
import type { FindingRule } from './findingRule';

/** What the verdict on a certificate, and on what presents it, is worked out from. */
export const CERTIFICATE_READS: FindingRule['reads'] = [
  ...EXPOSURE_READS,
  ['destinationrules.networking.istio.io', 'destinationrule'],
  ['certificates.cert-manager.io', 'certificate'],
  ['certificaterequests.cert-manager.io', 'certificaterequest'],
  ['issuers.cert-manager.io', 'issuer'],
  ['clusterissuers.cert-manager.io', 'issuer'],
  ['orders.acme.cert-manager.io', 'order'],
  ['challenges.acme.cert-manager.io', 'challenge'],
  ['secrets:tls', 'secret'],
  ['secrets:other', 'secret'],
];
