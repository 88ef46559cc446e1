import {
  type ManifestObject,
  type RepositoryState,
  manifestRef,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { PreviousObject } from './PreviousObject';

/**
 * The object as the repository has it until the change: what is synced there
 * is what the API server will compare with. What the repository does not have
 * is new, as far as its files were read.
 *
 * @internal
 */
export function previousOf(
  object: ManifestObject,
  repository: RepositoryState | undefined,
): PreviousObject {
  if (!repository) {
    return { state: 'unknown', reason: 'the repository was not read' };
  }
  const id = stringifyObjectRef(manifestRef(object));
  const found = repository.objects.find(
    one => stringifyObjectRef(manifestRef(one.object)) === id,
  );
  if (!found) {
    return repository.unverified.length > 0
      ? {
          state: 'unknown',
          reason: 'not every file of the repository was read',
        }
      : { state: 'none' };
  }
  // Rules are those of one version; what another one says is not converted here.
  return found.object.apiVersion === object.apiVersion
    ? { state: 'held', object: found.object }
    : {
        state: 'unknown',
        reason: `the repository has it as ${found.object.apiVersion.slice(
          0,
          100,
        )}`,
      };
}
