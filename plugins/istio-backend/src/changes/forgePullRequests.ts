import { NotFoundError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  createForge,
  type Forge,
} from '@meshwright/backstage-plugin-istio-node';
import type { GitopsConfig } from '../config/readGitops';
import type { PullRequestReader } from './PullRequestReader';

/**
 * Reads pull requests through the forges of `integrations`; a host that is not
 * among them is never called.
 */
export function forgePullRequests(options: {
  integrations: ScmIntegrationRegistry;
  gitops: GitopsConfig | undefined;
}): PullRequestReader {
  const { integrations, gitops } = options;
  const forges = new Map<string, Forge>();
  return {
    async read(repoUrl, number) {
      const forge =
        forges.get(repoUrl) ??
        createForge({
          integrations,
          repoUrl,
          // The operator's token is for the operator's repository alone.
          token: gitops?.repoUrl === repoUrl ? gitops.token : undefined,
        });
      forges.set(repoUrl, forge);
      const pullRequest = await (forge.getPullRequestState
        ? forge.getPullRequestState(number)
        : forge.getPullRequest(number));
      if (!pullRequest) {
        throw new NotFoundError(
          `${forge.repository} has no pull request #${number}`,
        );
      }
      const { state, url, mergedAt } = pullRequest;
      return { state, url, mergedAt };
    },
  };
}
