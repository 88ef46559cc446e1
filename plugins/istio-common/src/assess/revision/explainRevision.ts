import type { RevisionVerdict } from '../../model/verdicts';
import type { WorkloadGroup } from '../groupWorkloads';
import type { RevisionEvidence } from './revisionEvidence';
import type { RefusalReason } from './simulateAdmission';

/** Why no proxy is asked for, in words that name the namespace. */
export function refusalWords(
  { reason, switchedOff }: { reason: RefusalReason; switchedOff?: string },
  namespace: string,
): string {
  return {
    'host-network': 'the pod uses the host network, which the injector skips',
    'ignored-namespace': `the injector skips namespace ${namespace}`,
    'pod-opts-out': 'the pod opts out with sidecar.istio.io/inject=false',
    'no-webhook': `Namespace ${namespace}: ${
      switchedOff === undefined
        ? 'no label istio.io/rev'
        : `label istio-injection=${switchedOff}`
    }`,
  }[reason];
}

function podsWord(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** What becomes of new pods while the injector does not answer. */
function refusedWords(failurePolicy: string | undefined): string {
  if (failurePolicy === 'Fail') return ', so new pods are refused';
  return failurePolicy === 'Ignore'
    ? ', so new pods start without a proxy'
    : '';
}

/** The verdict in one sentence. */
export function explainRevision(
  verdict: RevisionVerdict,
  group: WorkloadGroup,
  { desired, wanted, controlPlane, failurePolicy, pods }: RevisionEvidence,
): string {
  if (desired.kind === 'unknown') return `Not known: ${desired.reason}`;
  if (desired.kind === 'ambiguous') {
    return `Several revisions match: ${desired.revisions.join(', ')}`;
  }
  if (desired.kind === 'dangling') {
    return `${desired.chosenBy} asks for ${desired.name}, and no injector answers to it`;
  }
  if (desired.kind === 'none') {
    if (verdict === 'current') {
      return 'In ambient mode, so no sidecar revision applies';
    }
    if (desired.misplaced) {
      return `${desired.misplaced.what} ${desired.misplaced.why}`;
    }
    const words = refusalWords(desired, group.namespace);
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
      return `${source}; ${
        controlPlane === 'missing'
          ? `no istiod of revision ${desired.revision} is there`
          : `no istiod of revision ${desired.revision} is ready`
      }${refusedWords(failurePolicy)}`;
    case 'not-injected':
      return `${source}; ${podsWord(pods.withoutProxy)} of ${
        pods.total
      } started without a proxy`;
    case 'stale-revision':
      return `${source}; ${podsWord(pods.otherRevision)} of ${
        pods.total
      } still on another revision`;
    case 'stale-version':
      return `${source} runs ${wanted?.tag ?? wanted?.version}; ${podsWord(
        pods.otherVersion,
      )} of ${pods.total} still on another version`;
    default:
      return controlPlane === 'remote'
        ? `${source}; its control plane runs outside this cluster`
        : source;
  }
}
