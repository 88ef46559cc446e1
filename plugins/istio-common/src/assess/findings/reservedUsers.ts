import { noteRule } from './noteRule';

/**
 * Containers that run as the user of the proxy, so that their traffic is never
 * captured. istioctl looks at pods and Deployments, here at every workload.
 * Source: pkg/config/analysis/analyzers/deployment/pod.go.
 */
export const reservedUsers = noteRule(
  {
    name: 'reserved-users',
    subjects: ['pod', 'workload'],
    reads: [
      ['pods', 'pod'],
      ['deployments.apps', 'workload'],
    ],
  },
  {
    'reserved-user': {
      kind: 'reservedUser',
      words: name => ({
        cause: `${name} runs a container as user 1337, whose traffic the proxy does not capture`,
        fix: 'Set securityContext.runAsUser to another user.',
      }),
    },
  },
);
