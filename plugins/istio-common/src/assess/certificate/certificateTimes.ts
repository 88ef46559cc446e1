import type { CertificateObject } from '../../model/certificateObjects';
import { goDuration } from './goDuration';

/** What a certificate's state is taken from, times in milliseconds. */
export interface CertificateTimes {
  notBefore?: number;
  notAfter?: number;
  renewalTime?: number;
  /** Share of the lifetime that is left, 0 to 1. */
  left?: number;
}

/** A time in milliseconds; undefined when it is none. */
export function millis(time: string | undefined): number | undefined {
  const parsed = Date.parse(time ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}

/**
 * How long before its end a certificate of that lifetime is renewed:
 * `renewBefore` where it is shorter than the lifetime, else
 * `renewBeforePercentage`, else a third of the lifetime.
 * Source: cert-manager pkg/util/pki/renewaltime.go, desiredRenewalTime.
 */
export function renewedBefore(
  certificate: Pick<CertificateObject, 'renewBefore' | 'renewBeforePercentage'>,
  lifetime: number,
): number {
  const before = goDuration(certificate.renewBefore);
  if (before !== undefined && before > 0 && before < lifetime) return before;
  const percentage = certificate.renewBeforePercentage;
  return percentage !== undefined && percentage > 0 && percentage < 100
    ? (lifetime * percentage) / 100
    : lifetime / 3;
}

/**
 * When a certificate is to be renewed: as its status says, else as cert-manager
 * reckons. Undefined when renewal is switched off, or confined to windows that
 * only cert-manager evaluates. Source: pkg/util/pki/renewaltime.go, RenewalTime.
 */
function renewalTimeOf(
  certificate: CertificateObject,
  notBefore: number | undefined,
  notAfter: number | undefined,
): number | undefined {
  const stated = millis(certificate.renewalTime);
  if (stated !== undefined) return stated;
  if (
    certificate.renewalDisabled ||
    certificate.renewalWindows ||
    notBefore === undefined ||
    notAfter === undefined
  ) {
    return undefined;
  }
  const at = notAfter - renewedBefore(certificate, notAfter - notBefore);
  return Math.floor(at / 1_000) * 1_000;
}

/** The times of a Certificate, those that cannot be read left out. */
export function certificateTimes(
  certificate: CertificateObject,
  now: Date,
): CertificateTimes {
  const notBefore = millis(certificate.notBefore);
  const notAfter = millis(certificate.notAfter);
  const renewalTime = renewalTimeOf(certificate, notBefore, notAfter);
  const left = shareLeft(notBefore, notAfter, now);
  return { notBefore, notAfter, renewalTime, left };
}

/** The share of a lifetime that is left, 0 to 1. */
export function shareLeft(
  notBefore: number | undefined,
  notAfter: number | undefined,
  now: Date,
): number | undefined {
  if (notBefore === undefined || notAfter === undefined) return undefined;
  const lifetime = notAfter - notBefore;
  return lifetime > 0
    ? Math.min(1, Math.max(0, (notAfter - now.getTime()) / lifetime))
    : undefined;
}
