import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { oneOf } from '../ClusterSource/oneOf';

/** What alone is offered: tags or revisions; both when undefined. @public */
export type RevisionsOnly = 'tags' | 'revisions' | undefined;

/** The tags and revisions that are offered. */
export function offeredRevisions(
  revisions: ClusterInventory['revisions'],
  only: RevisionsOnly,
): ClusterInventory['revisions'] {
  if (!only) return revisions;
  const wanted = only === 'tags' ? 'tag' : 'revision';
  return revisions.filter(({ kind }) => kind === wanted);
}

/** What is wrong with a tag or revision, by what the cluster holds. */
export function revisionProblem(
  name: string | undefined,
  { cluster, revisions }: ClusterInventory,
  only: RevisionsOnly,
): string | undefined {
  const offered = offeredRevisions(revisions, only);
  if (!name || offered.some(revision => revision.name === name)) {
    return undefined;
  }
  const word = { tags: 'Tag', revisions: 'Revision' };
  const what = only ? word[only] : 'Tag or revision';
  return `${what} ${name} does not exist in ${cluster}; ${oneOf(
    offered.map(revision => revision.name),
    'it has none, install a mesh first',
  )}.`;
}
