import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  assertAllowedRepository,
  DEFAULT_LAYOUT_PATH,
} from '@meshwright/backstage-plugin-istio-node';

/** Where a change is proposed. @internal */
export interface GitopsTarget {
  repoUrl: string;
  branch: string;
  /** Folder of a namespace, with `{cluster}` and `{namespace}`. */
  path: string;
  /** Folder of what belongs to no namespace, where it is set. */
  clusterPath?: string;
}

/** What the step says, and else `istio.gitops` of the app configuration. @internal */
export function gitopsTarget(
  step: Partial<GitopsTarget>,
  config: Config,
): GitopsTarget {
  const defaults = config.getOptionalConfig('istio.gitops');
  const repoUrl = step.repoUrl ?? defaults?.getOptionalString('repoUrl');
  if (!repoUrl) {
    throw new InputError(
      'No repository to propose to; set istio.gitops.repoUrl in the app configuration, or repoUrl in the step istio:gitops:propose',
    );
  }
  const allowed = defaults?.getOptionalStringArray('repositories');
  if (allowed) assertAllowedRepository(repoUrl, allowed);
  return {
    repoUrl,
    branch: step.branch ?? defaults?.getOptionalString('branch') ?? 'main',
    path:
      step.path ?? defaults?.getOptionalString('path') ?? DEFAULT_LAYOUT_PATH,
    clusterPath: step.clusterPath ?? defaults?.getOptionalString('clusterPath'),
  };
}

/**
 * The folders that hold all of a cluster: nothing is written outside.
 *
 * @internal
 */
export function allowedFolders(
  { path, clusterPath }: GitopsTarget,
  cluster: string,
): string[] {
  const parts = path.replaceAll('{cluster}', cluster).split('/');
  const varying = parts.findIndex(part => part.includes('{namespace}'));
  const own = (varying < 0 ? parts : parts.slice(0, varying)).join('/');
  return clusterPath === undefined
    ? [own]
    : [own, clusterPath.replaceAll('{cluster}', cluster)];
}
