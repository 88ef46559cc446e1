import { InputError } from '@backstage/errors';
import type { RepositoryLocation } from './repoUrl';

/**
 * Refuses owners with slashes: groups in groups are GitLab's, elsewhere a slash
 * would change the path.
 *
 * @internal
 */
export function assertFlat({ owner }: RepositoryLocation): void {
  if (!/[/ ]/.test(owner)) return;
  throw new InputError(
    `Repository URL has owner "${owner}", which is no plain name: write it as host?owner=OWNER&repo=REPOSITORY.`,
  );
}
