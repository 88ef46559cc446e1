import type { CertificateObject } from '../../model/certificateObjects';
import type { StatusCondition } from '../../model/objectMeta';
import type { CertificateState, Tone } from '../../model/verdicts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Below this share of the lifetime a certificate that was not renewed is at risk. */
const AT_RISK_SHARE = 1 / 6;

/** So many failed attempts put a certificate at risk whatever the time. */
const AT_RISK_ATTEMPTS = 2;

/** The longest wait between two attempts, in hours. */
const MAX_BACK_OFF = 32;

/** What a certificate's state is taken from, times in milliseconds. */
export interface CertificateTimes {
  notBefore?: number;
  notAfter?: number;
  renewalTime?: number;
  /** Share of the lifetime that is left, 0 to 1. */
  left?: number;
}

function millis(time: string | undefined): number | undefined {
  const parsed = Date.parse(time ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** The times of a Certificate, those that cannot be read left out. */
export function certificateTimes(
  certificate: CertificateObject,
  now: Date,
): CertificateTimes {
  const notBefore = millis(certificate.notBefore);
  const notAfter = millis(certificate.notAfter);
  const renewalTime = millis(certificate.renewalTime);
  const lifetime =
    notBefore !== undefined && notAfter !== undefined
      ? notAfter - notBefore
      : undefined;
  const left =
    notAfter !== undefined && lifetime !== undefined && lifetime > 0
      ? Math.min(1, Math.max(0, (notAfter - now.getTime()) / lifetime))
      : undefined;
  return {
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
    ...(renewalTime !== undefined && { renewalTime }),
    ...(left !== undefined && { left }),
  };
}

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
 * How late a renewal may be before it counts as overdue: an order takes a
 * while, and cert-manager does not start to the second. Never more than a
 * hundredth of the lifetime, so that short certificates are judged sooner.
 */
function graceOf({ notBefore, notAfter }: CertificateTimes, issuing: boolean) {
  const grace = issuing ? HOUR : 5 * MINUTE;
  return notBefore !== undefined && notAfter !== undefined
    ? Math.min(grace, (notAfter - notBefore) / 100)
    : grace;
}

function isOverdue(
  certificate: CertificateObject,
  times: CertificateTimes,
  now: number,
): boolean {
  const issuing = isIssuing(certificate);
  const ready = conditionOf(certificate.conditions, 'Ready');
  if (ready?.status === 'False' && !issuing) return true;
  return (
    times.renewalTime !== undefined &&
    now > times.renewalTime + graceOf(times, issuing)
  );
}

/**
 * The state of a Certificate by its own renewal time and share of lifetime
 * left, never by fixed days. Worst first: never issued (or its Secret is gone),
 * expired, at risk, overdue, renewing, healthy.
 */
export function certificateState(
  certificate: CertificateObject,
  times: CertificateTimes,
  now: Date,
): CertificateState {
  const ready = conditionOf(certificate.conditions, 'Ready');
  const gone = ready?.status === 'False' && ready.reason === 'DoesNotExist';
  if (times.notAfter === undefined || gone) return 'not-issued';
  if (now.getTime() >= times.notAfter) return 'expired';
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

/**
 * When cert-manager tries again after a failure: an hour, doubled with each
 * failed attempt, at most 32 hours. Source: cert-manager documentation,
 * "Certificate resource", and pkg/controller/certificates/trigger.
 */
export function nextAttempt(certificate: CertificateObject): Date | undefined {
  const failedAt = millis(certificate.lastFailureTime);
  const attempts = certificate.failedIssuanceAttempts ?? 0;
  if (failedAt === undefined || attempts < 1) return undefined;
  const hours = Math.min(MAX_BACK_OFF, 2 ** (attempts - 1));
  return new Date(failedAt + hours * HOUR);
}
