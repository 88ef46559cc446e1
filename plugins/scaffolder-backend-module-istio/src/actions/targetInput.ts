import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** Where the repository is, for the steps that read it or write to it. @internal */
export const targetInput = {
  repoUrl: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Repository, host?owner=o&repo=r; istio.gitops.repoUrl by default',
      ),
  branch: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Branch that the sync follows; istio.gitops.branch by default'),
  path: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Folder of a namespace, with {cluster} and {namespace}; istio.gitops.path by default',
      ),
  token: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Token for the forge; by default that of the user (secrets.USER_OAUTH_TOKEN, fetched for secrets.USER_OAUTH_HOST), then that of integrations',
      ),
  clusterPath: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Folder of what belongs to no namespace, with {cluster}; istio.gitops.clusterPath by default, else that which holds the folders of the namespaces',
      ),
};
