import type {
  EntityStatus,
  Fact,
} from '@meshwright/backstage-plugin-istio-common';
import type { TextTarget } from '../../links/linkifyText';
import { safeHref } from '../../links/safeHref';
import { objectName } from '../../text/objectText';

/** What in the text of a fact leads somewhere: its object, hosts, pull requests. */
export function factTargets(fact: Fact, status: EntityStatus): TextTarget[] {
  const object = fact.decidedBy
    ? [{ match: objectName(fact.decidedBy.ref) }]
    : [];
  if (fact.id === 'changes') {
    return [...object, ...status.changes.map(pullRequestTarget)];
  }
  if (fact.id === 'certificates') {
    return [
      ...exposedUrls(status).map(url => ({ match: url, href: url })),
      ...object,
    ];
  }
  return object;
}

/** The addresses under which the entity can be reached now. */
export function exposedUrls(status: EntityStatus): string[] {
  const urls = status.exposures
    .filter(exposure => exposure.state === 'exposed' && safeHref(exposure.url))
    .map(exposure => exposure.url);
  return [...new Set(urls)];
}

function pullRequestTarget({
  pullRequest,
}: EntityStatus['changes'][number]): TextTarget {
  return {
    match: `PR #${pullRequest.number}`,
    href: safeHref(pullRequest.url),
  };
}
