/**
 * How good or bad a fact is, from best to worst. `unknown` sits between
 * `info` and `warning`: what cannot be judged is never counted as good.
 *
 * @public
 */
export const TONES = [
  'ok',
  'neutral',
  'info',
  'unknown',
  'warning',
  'error',
] as const;

/** One of {@link TONES}. @public */
export type Tone = (typeof TONES)[number];

/** The worst of the given tones; `neutral` when there is none. @public */
export function worstTone(tones: Iterable<Tone>): Tone {
  let worst: Tone | undefined;
  for (const tone of tones) {
    if (!worst || TONES.indexOf(tone) > TONES.indexOf(worst)) worst = tone;
  }
  return worst ?? 'neutral';
}

/** Where the traffic of a pod is handled. @public */
export type DataPlaneMode =
  | 'sidecar'
  | 'gateway'
  | 'ambient'
  | 'ambient-pending'
  | 'none'
  | 'unknown';

/** Desired against actual revision of a workload. @public */
export type RevisionVerdict =
  | 'current'
  | 'stale-revision'
  | 'stale-version'
  | 'not-injected'
  | 'unexpected'
  | 'dangling'
  | 'ambiguous'
  | 'mislabelled'
  | 'not-in-mesh'
  | 'unknown';

/** Effective inbound mTLS of one workload port. @public */
export type InboundMtlsMode =
  | 'STRICT'
  | 'PERMISSIVE'
  | 'DISABLE'
  | 'bypassed'
  | 'plaintext'
  | 'unknown';

/** State of a Certificate relative to its own lifetime, never to fixed days. @public */
export type CertificateState =
  | 'healthy'
  | 'renewing'
  | 'overdue'
  | 'at-risk'
  | 'expired'
  | 'not-issued'
  | 'not-used'
  | 'unmanaged'
  | 'unknown';

/** Whether a host reaches a workload. @public */
export type ExposureState =
  | 'exposed'
  | 'pending'
  | 'broken'
  | 'shadowed'
  | 'unknown';
