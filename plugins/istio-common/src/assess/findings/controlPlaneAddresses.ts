import { noteRule } from './noteRule';

/**
 * Webhooks that reach their control plane outside of the cluster at an odd address.
 * Source: pkg/config/analysis/analyzers/externalcontrolplane/externalcontrolplane.go.
 */
export const controlPlaneAddresses = noteRule(
  {
    name: 'control-plane-addresses',
    subjects: ['webhook'],
    reads: [
      ['mutatingwebhookconfigurations.admissionregistration.k8s.io', 'webhook'],
      [
        'validatingwebhookconfigurations.admissionregistration.k8s.io',
        'webhook',
      ],
    ],
  },
  {
    'webhook-address': {
      kind: 'invalidControlPlaneAddress',
      words: (name, [webhook, url]) => ({
        cause: `Webhook ${webhook} of ${name} ${
          url ? `has an address that is none, ${url}` : 'has no address'
        }`,
        fix: `Set clientConfig.url or clientConfig.service of ${webhook}.`,
      }),
    },
    'webhook-ip': {
      kind: 'controlPlaneAddress',
      words: (name, [webhook, host]) => ({
        cause: `Webhook ${webhook} of ${name} reaches the control plane at ${host}, an IP address`,
        fix: 'Use a host name, which a certificate can carry and which can move.',
      }),
    },
  },
);
