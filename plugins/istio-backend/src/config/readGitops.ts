import type { Config } from '@backstage/config';

/** Where changes are proposed; absent when templates bring their own repository. */
export interface GitopsConfig {
  repoUrl: string;
  branch: string;
  path: string;
  /** Repositories that changes may be in, as patterns; any without it. */
  repositories?: string[];
  token?: string;
}

/** Reads `istio.gitops`. */
export function readGitops(config: Config): GitopsConfig | undefined {
  const gitops = config.getOptionalConfig('istio.gitops');
  if (!gitops) return undefined;
  return {
    repoUrl: gitops.getString('repoUrl'),
    branch: gitops.getOptionalString('branch') ?? 'main',
    path: gitops.getOptionalString('path') ?? 'clusters/{cluster}/{namespace}',
    repositories: gitops.getOptionalStringArray('repositories'),
    token: gitops.getOptionalString('token'),
  };
}
