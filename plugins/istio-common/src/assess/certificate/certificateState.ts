import type { CertificateObject } from '../../model/certificateObjects';
import type { StatusCondition } from '../../model/objectMeta';
import type { CertificateState, Tone } from '../../model/verdicts';
import { type CertificateTimes, millis } from './certificateTimes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Below this share of the lifetime a certificate that was not renewed is at risk. */
export const AT_RISK_SHARE = 1 / 6;

/** So many failed attempts put a certificate at risk whatever the time. */
const AT_RISK_ATTEMPTS = 2;

/** The condition of that type, if any. */
export function conditionOf(
  conditions: readonly StatusCondition[],
  type: string,
): StatusCondition | undefined {
  return conditions.find(condition => condition.type === type);
}

/** Whether cert-manager is at work on the certificate. */
export function isIssuing(certificate: CertificateObject): boolean {
  return conditionOf(certificate.conditions, 'Issuing')?.status === 'True';
}

/**
 * The condition of a last attempt that failed. A controller with server-side
 * apply also leaves `Issuing: False` after success, with reason `Issued`.
 * Source: pkg/controller/certificates/issuing, failIssueCertificate.
 */
export function failureOf(
  certificate: CertificateObject,
): StatusCondition | undefined {
  const issuing = conditionOf(certificate.conditions, 'Issuing');
  return issuing?.status === 'False' && issuing.reason !== 'Issued'
    ? issuing
    : undefined;
}

/**
 * Reasons of `Ready: False` with which the Secret holds nothing that a gateway
 * could serve. Source: internal/controller/certificates/policies/checks.go.
 */
const NOTHING_TO_SERVE: ReadonlySet<string> = new Set([
  'DoesNotExist',
  'MissingData',
  'InvalidKeyPair',
  'InvalidCertificate',
]);

/** Whether the Secret holds nothing that could be served. */
function servesNothing({ conditions }: CertificateObject): boolean {
  const ready = conditionOf(conditions, 'Ready');
  return ready?.status === 'False' && NOTHING_TO_SERVE.has(ready.reason ?? '');
}

/**
 * How late a renewal may be before it counts as overdue: an order takes a
 * while, and cert-manager does not start to the second. Never more than a
 * hundredth of the lifetime, so that short certificates are judged sooner.
 */
function graceOf({ notBefore, notAfter }: CertificateTimes, issuing: boolean) {
  const grace = issuing ? HOUR : 5 * MINUTE;
  return notBefore !== undefined && notAfter !== undefined
    ? Math.min(grace, Math.max(0, notAfter - notBefore) / 100)
    : grace;
}

function isOverdue(
  certificate: CertificateObject,
  times: CertificateTimes,
  now: number,
): boolean {
  const issuing = isIssuing(certificate);
  const grace = graceOf(times, issuing);
  const ready = conditionOf(certificate.conditions, 'Ready');
  if (ready?.status === 'False') {
    const since = conditionOf(certificate.conditions, 'Issuing');
    const begun = issuing ? millis(since?.lastTransitionTime) : undefined;
    // Issuing since a time that is not known counts as just begun.
    if (!issuing || now > (begun ?? now) + grace) return true;
  }
  return times.renewalTime !== undefined && now > times.renewalTime + grace;
}

/**
 * The state of a Certificate by its own renewal time and share of lifetime
 * left, never by fixed days. Worst first: never issued (or its Secret is gone
 * or unusable, or kept by another Certificate), expired, at risk, overdue,
 * renewing, healthy. An expiry is judged by the clock: cert-manager does not
 * look again at the moment of expiry, so that Ready may still be True then.
 */
export function certificateState(
  certificate: CertificateObject,
  times: CertificateTimes,
  now: Date,
  isKeeper = true,
): CertificateState {
  const { notAfter } = times;
  if (!isKeeper || servesNothing(certificate) || notAfter === undefined) {
    return 'not-issued';
  }
  if (now.getTime() >= notAfter) return 'expired';
  const overdue = isOverdue(certificate, times, now.getTime());
  const unrenewed = overdue || times.renewalTime === undefined;
  const nearEnd = times.left !== undefined && times.left < AT_RISK_SHARE;
  const attempts = certificate.failedIssuanceAttempts ?? 0;
  if ((unrenewed && nearEnd) || attempts >= AT_RISK_ATTEMPTS) return 'at-risk';
  if (overdue) return 'overdue';
  const due =
    times.renewalTime !== undefined && now.getTime() >= times.renewalTime;
  return due || isIssuing(certificate) ? 'renewing' : 'healthy';
}

/** How bad each state is. */
export const CERTIFICATE_TONES: Readonly<Record<CertificateState, Tone>> = {
  healthy: 'ok',
  renewing: 'info',
  overdue: 'warning',
  'at-risk': 'error',
  expired: 'error',
  'not-issued': 'error',
  'not-used': 'neutral',
  unmanaged: 'info',
  unknown: 'unknown',
};
