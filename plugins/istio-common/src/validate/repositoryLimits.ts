import type { RepositoryObject } from './repositoryState';

/**
 * So many definitions of a repository are judged beside one change, and so
 * many of one kind: each is held against the others of its kind.
 *
 * @public
 */
export const REPOSITORY_LIMITS: {
  readonly objects: number;
  readonly ofKind: number;
} = { objects: 2000, ofKind: 500 };

/** The kind in its group; versions of it are one kind. */
function kindOf({
  apiVersion,
  kind,
}: Pick<RepositoryObject['object'], 'apiVersion' | 'kind'>): string {
  const slash = apiVersion.indexOf('/');
  return `${slash === -1 ? '' : apiVersion.slice(0, slash)} ${kind}`;
}

/**
 * The first of each kind, as many as are judged beside a change.
 *
 * @public
 */
export function withinRepositoryLimits<
  T extends {
    readonly object: Pick<RepositoryObject['object'], 'apiVersion' | 'kind'>;
  },
>(objects: readonly T[]): T[] {
  const counts = new Map<string, number>();
  const { ofKind } = REPOSITORY_LIMITS;
  return objects
    .filter(({ object }) => {
      const kind = kindOf(object);
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= ofKind;
    })
    .slice(0, REPOSITORY_LIMITS.objects);
}
