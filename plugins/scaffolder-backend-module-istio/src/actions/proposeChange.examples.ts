import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Executed in the test of the action. @internal */
export const examples: TemplateExample[] = [
  {
    description:
      'Propose what was generated and validated to the repository of istio.gitops',
    example: stringify({
      steps: [
        {
          id: 'propose',
          action: 'istio:gitops:propose',
          name: 'Open the pull request',
          input: { validation: '${{ steps.validate.output }}' },
        },
      ],
    }),
  },
  {
    description: 'Propose to another repository and folder',
    example: stringify({
      steps: [
        {
          id: 'propose',
          action: 'istio:gitops:propose',
          name: 'Open the pull request',
          input: {
            repoUrl: 'localhost:7011?owner=platform&repo=gitops',
            branch: 'main',
            path: 'mesh/{cluster}/{namespace}',
            labels: ['mesh'],
          },
        },
      ],
    }),
  },
];
