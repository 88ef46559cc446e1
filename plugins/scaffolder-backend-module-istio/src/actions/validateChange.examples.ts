import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Executed in the test of the action. @internal */
export const examples: TemplateExample[] = [
  {
    description:
      'Check what istio:generate:ingress wrote, before it is proposed',
    example: stringify({
      steps: [
        {
          id: 'validate',
          action: 'istio:validate',
          name: 'Check against the cluster',
          input: {},
        },
      ],
    }),
  },
  {
    description: 'Stop where something could not be checked, too',
    example: stringify({
      steps: [
        {
          id: 'validate',
          action: 'istio:validate',
          name: 'Check against the cluster',
          input: { directory: 'istio', requireVerified: true },
        },
      ],
    }),
  },
];
