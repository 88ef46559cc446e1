import type { RevisionVerdict } from '../../model/verdicts';
import type { WorkloadGroup } from '../groupWorkloads';
import type { RevisionEvidence } from './revisionEvidence';
import type { RefusalReason } from './simulateAdmission';

/** Why no proxy is asked for, in words that name the namespace. */
export function refusalWords(reason: RefusalReason, namespace: string): string {
  return {
    'host-network': 'the pod uses the host network, which the injector skips',
    'ignored-namespace': `the injector skips namespace ${namespace}`,
    'pod-opts-out': 'the pod opts out with sidecar.istio.io/inject=false',
    'no-webhook': `Namespace ${namespace}: no label istio.io/rev`,
  }[reason];
}

function podsWord(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** The verdict in one sentence. */
export function explainRevision(
  verdict: RevisionVerdict,
  group: WorkloadGroup,
  { desired, wantedVersion, pods }: RevisionEvidence,
): string {
  if (desired.kind === 'unknown') return `Not known: ${desired.reason}`;
  if (desired.kind === 'ambiguous') {
    return `Several revisions match: ${desired.revisions.join(', ')}`;
  }
  if (desired.kind === 'dangling') {
    return `${desired.chosenBy} asks for ${desired.name}, and no injector answers to it`;
  }
  if (desired.kind === 'none') {
    if (desired.misplaced) {
      return `${desired.misplaced} is an annotation, and Istio reads the label only`;
    }
    if (verdict === 'current') {
      return 'Captured by ztunnel, so no sidecar revision applies';
    }
    const words = refusalWords(desired.reason, group.namespace);
    return verdict === 'unexpected'
      ? `A proxy runs although none is asked for: ${words}`
      : words;
  }
  const target = desired.tag
    ? `${desired.tag} → ${desired.revision}`
    : desired.revision;
  const source = `${target}, from ${desired.chosenBy}`;
  switch (verdict) {
    case 'dangling':
      return `${source}; no istiod of revision ${desired.revision} is ready`;
    case 'not-injected':
      return `${source}; ${podsWord(pods.withoutProxy)} of ${
        pods.total
      } started without a proxy`;
    case 'stale-revision':
      return `${source}; ${podsWord(pods.otherRevision)} of ${
        pods.total
      } still on another revision`;
    case 'stale-version':
      return `${source} runs ${wantedVersion}; ${podsWord(
        pods.otherVersion,
      )} of ${pods.total} still on another version`;
    default:
      return source;
  }
}
