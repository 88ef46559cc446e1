import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type {
  ManifestObject,
  RepositoryState,
} from '@meshwright/backstage-plugin-istio-common';
import {
  createForge,
  readRepository,
} from '@meshwright/backstage-plugin-istio-node';
import type { NotedLook, WorkspaceChange } from '../workspace/GeneratedChange';
import { forgeToken } from './forgeToken';
import {
  allowedFolders,
  gitopsTarget,
  type GitopsTarget,
} from './gitopsTarget';

/** Where to read, and with whose token. @internal */
export interface OtherFilesOptions {
  step: Partial<GitopsTarget> & { token?: string };
  secrets: Record<string, string> | undefined;
  config: Config;
  integrations: ScmIntegrationRegistry;
}

/** What was read, and where the objects of the change are, where it was. @internal */
export interface OtherFiles {
  state: RepositoryState;
  look?: NotedLook;
}

/** Namespaces whose folders the change is about. */
function namespacesOf(objects: readonly ManifestObject[]): string[] {
  return objects.flatMap(({ apiVersion, kind, metadata }) =>
    apiVersion === 'v1' && kind === 'Namespace'
      ? metadata.name
      : metadata.namespace ?? [],
  );
}

/** Whether anything says which repository it is. */
function isNamed({ step, config }: OtherFilesOptions): boolean {
  return Boolean(
    step.repoUrl ?? config.getOptionalString('istio.gitops.repoUrl'),
  );
}

/**
 * What the repository defines beside a change. That it cannot be read is no
 * reason to stop: it is unverified then. Undefined where no repository is
 * named; the step that proposes says so.
 *
 * @internal
 */
export async function otherFiles(
  { place, objects, removes, changeId }: WorkspaceChange,
  options: OtherFilesOptions,
): Promise<OtherFiles | undefined> {
  if (!isNamed(options)) return undefined;
  const { step, secrets, config, integrations } = options;
  try {
    const target = gitopsTarget(step, config);
    const { repoUrl, branch, path, clusterPath } = target;
    const forge = createForge({
      ...{ integrations, repoUrl },
      token: forgeToken({ token: step.token, secrets, repoUrl, config }),
    });
    const all = [...objects, ...(removes?.objects ?? [])];
    const { state, look } = await readRepository({
      ...{ forge, branch },
      layout: { cluster: place.cluster, path, clusterPath },
      namespaces: namespacesOf(all),
      objects: all,
      change: changeId,
      allowedFolders: allowedFolders(target, place.cluster),
    });
    return { state, look: { ...look, repoUrl, branch } };
  } catch (error) {
    if (!isError(error)) throw error;
    const reason = error.message.slice(0, 300).replace(/[.:]+$/, '');
    const unverified = [
      `Other files of the repository were not looked at: ${reason}`,
    ];
    return { state: { objects: [], unverified } };
  }
}
