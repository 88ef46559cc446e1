import { noteRule } from './noteRule';

/**
 * Objects whose controller says in the status that it could not do its work.
 * Source: pkg/config/analysis/analyzers/conditions/conditions.go.
 */
export const conditions = noteRule(
  {
    name: 'conditions',
    subjects: [
      'service',
      'serviceentry',
      'workloadentry',
      'authorizationpolicy',
      'kubernetes-gateway',
      'httproute',
      'grpcroute',
    ],
    reads: [
      ['services', 'service'],
      ['serviceentries.networking.istio.io', 'serviceentry'],
      ['workloadentries.networking.istio.io', 'workloadentry'],
      ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
      ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
      ['httproutes.gateway.networking.k8s.io', 'httproute'],
      ['grpcroutes.gateway.networking.k8s.io', 'grpcroute'],
    ],
  },
  {
    'negative-condition': {
      kind: 'negativeCondition',
      words: (name, [type, reason, message]) => ({
        cause: `${name} is not ${type}${reason && `, ${reason}`}${
          message && `: ${message}`
        }`,
        fix: `Mend what condition ${type} of ${name} names.`,
      }),
    },
  },
);
