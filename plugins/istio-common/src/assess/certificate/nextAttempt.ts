import type { CertificateObject } from '../../model/certificateObjects';
import { conditionOf, failureOf, isIssuing } from './certificateState';
import { type CertificateTimes, millis } from './certificateTimes';

const HOUR = 3_600_000;

/** The longest wait between two attempts, in hours. */
const MAX_BACK_OFF = 32;

/**
 * The back-off after failed attempts: an hour, doubled with each further one,
 * at most 32 hours; an hour when their number is not kept. Both bounds are
 * settings of cert-manager that cannot be seen from outside.
 * Source: pkg/controller/certificates/trigger, shouldBackoffReissuingOnFailure.
 */
export function backOffHours(attempts: number | undefined): number {
  if (attempts === undefined || !(attempts > 0)) return 1;
  return Math.min(MAX_BACK_OFF, 2 ** (attempts - 1));
}

/**
 * When cert-manager tries again after a failure. Undefined while an attempt is
 * under way, and when the specification was changed since the failure: then it
 * does not wait. A certificate that is still good is left alone until its
 * renewal time.
 */
export function nextAttempt(
  certificate: CertificateObject,
  times: CertificateTimes,
): Date | undefined {
  const failedAt = millis(certificate.lastFailureTime);
  if (failedAt === undefined || isIssuing(certificate)) return undefined;
  const observedGeneration = failureOf(certificate)?.observedGeneration;
  if (
    observedGeneration !== undefined &&
    certificate.generation !== undefined &&
    observedGeneration < certificate.generation
  ) {
    return undefined;
  }
  const ready = conditionOf(certificate.conditions, 'Ready');
  const free =
    failedAt + backOffHours(certificate.failedIssuanceAttempts) * HOUR;
  const needed = ready?.status === 'True' ? times.renewalTime ?? free : free;
  const at = new Date(Math.max(free, needed));
  return Number.isNaN(at.getTime()) ? undefined : at;
}
