import type { RevisionVerdict, Tone } from '../../model/verdicts';
import type { RevisionEvidence } from './revisionEvidence';

/** How bad each verdict is. */
export const REVISION_TONES: Readonly<Record<RevisionVerdict, Tone>> = {
  current: 'ok',
  'stale-revision': 'warning',
  'stale-version': 'warning',
  'not-injected': 'warning',
  unexpected: 'warning',
  dangling: 'error',
  ambiguous: 'error',
  mislabelled: 'warning',
  'not-in-mesh': 'neutral',
  unknown: 'unknown',
};

/**
 * Worst first: what blocks new pods (several revisions, none that answers),
 * then labels without effect, then pods that have to be restarted.
 */
export function revisionVerdict(evidence: RevisionEvidence): RevisionVerdict {
  const { desired, pods } = evidence;
  if (desired.kind === 'unknown') return 'unknown';
  if (desired.kind === 'ambiguous') return 'ambiguous';
  if (desired.kind === 'dangling') return 'dangling';
  const proxies = pods.total - pods.withoutProxy;
  if (desired.kind === 'none') {
    if (proxies > pods.ambient) return 'unexpected';
    if (pods.ambient > 0) return 'current';
    return desired.misplaced ? 'mislabelled' : 'not-in-mesh';
  }
  if (['missing', 'not-ready'].includes(evidence.controlPlane)) {
    return 'dangling';
  }
  if (pods.withoutProxy > 0) return 'not-injected';
  if (pods.otherRevision > 0) return 'stale-revision';
  if (pods.otherVersion > 0) return 'stale-version';
  return 'current';
}
