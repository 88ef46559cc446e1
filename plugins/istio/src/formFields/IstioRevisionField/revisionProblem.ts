import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import { labelProblem } from '../ClusterSource/nameProblems';
import { oneOf } from '../ClusterSource/oneOf';

/** What alone is offered: tags or revisions; both when undefined. @public */
export type RevisionsOnly = 'tags' | 'revisions' | undefined;

const WRONG = {
  tags: 'wrong.tag',
  revisions: 'wrong.revision',
  both: 'wrong.tagOrRevision',
} as const;

/** The tags and revisions that are offered. */
export function offeredRevisions(
  revisions: ClusterInventory['revisions'],
  only: RevisionsOnly,
): ClusterInventory['revisions'] {
  if (!only) return revisions;
  const wanted = only === 'tags' ? 'tag' : 'revision';
  return revisions.filter(({ kind }) => kind === wanted);
}

/** What is wrong with the name of a tag or revision, whatever there is. */
export function revisionShape(
  t: FormTexts,
  name: string | undefined,
): string | undefined {
  return labelProblem(t, t('pick.revision'), name);
}

/** What is wrong with a tag or revision, by what the cluster holds. */
export function revisionProblem(
  t: FormTexts,
  name: string | undefined,
  { cluster, revisions }: ClusterInventory,
  only: RevisionsOnly,
): string | undefined {
  const offered = offeredRevisions(revisions, only);
  if (!name || offered.some(revision => revision.name === name)) {
    return undefined;
  }
  const names = offered.map(revision => revision.name);
  const choose = oneOf(t, names, t('wrong.noRevision'));
  return t(WRONG[only ?? 'both'], { name, cluster, choose });
}
