import type { WorkloadStatus } from '../../api/facts';
import { packed } from '../../model/packed';
import type { RevisionVerdict } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { type ProxyCount, countProxies } from './countProxies';
import type { DesiredRevision } from './desiredRevision';
import { explainRevision } from './explainRevision';
import { consideredForRevision } from './labelChoice';
import { revisionAction } from './revisionAction';
import { revisionEvidence } from './revisionEvidence';
import { REVISION_TONES, revisionVerdict } from './revisionVerdict';

function countRevisions(proxies: readonly ProxyCount[]) {
  const counts = new Map<string, number>();
  for (const { revision, pods } of proxies) {
    counts.set(revision, (counts.get(revision) ?? 0) + pods);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([revision, pods]) => ({ revision, pods }));
}

function nameOf(desired: DesiredRevision): string | undefined {
  if (desired.kind === 'injected') return desired.revision;
  return desired.kind === 'dangling' ? desired.name : undefined;
}

/** Verdicts that hold whatever pods run. */
const OF_LABELS: ReadonlySet<RevisionVerdict> = new Set<RevisionVerdict>([
  'unknown',
  'ambiguous',
  'dangling',
  'mislabelled',
]);

/** Desired against actual revision of one workload. */
export function assessRevision(
  scope: AssessScope,
  group: WorkloadGroup,
): {
  revision: WorkloadStatus['revision'];
  desired: DesiredRevision;
  currentPods: number;
  proxies: readonly ProxyCount[];
} {
  const proxies = countProxies(scope, group);
  const evidence = revisionEvidence(scope, group);
  const { desired } = evidence;
  const podsUnread = scope.unread('pods', 'pod');
  const told = revisionVerdict(evidence);
  const blind = podsUnread !== undefined && !OF_LABELS.has(told);
  const verdict = blind ? 'unknown' : told;
  const name = nameOf(desired);
  const action = revisionAction(verdict, group, evidence);
  return {
    currentPods: evidence.pods.current,
    proxies: scope.shared(proxies),
    desired: scope.shared(desired),
    revision: packed({
      ...(name !== undefined && { desired: name }),
      ...(desired.kind === 'injected' && desired.tag && { tag: desired.tag }),
      actual: scope.shared(countRevisions(proxies)),
      verdict,
      tone: REVISION_TONES[verdict],
      why: scope.shared({
        summary: blind
          ? `Pods are ${podsUnread}`
          : explainRevision(verdict, group, evidence),
        considered:
          desired.kind === 'unknown'
            ? []
            : consideredForRevision(
                { group: '', kind: 'Namespace', name: group.namespace },
                scope.labelsOfNamespace(group.namespace),
                desired.outcome,
              ),
      }),
      ...(action && { action }),
    }),
  };
}
