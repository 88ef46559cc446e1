import type { X509Facts } from '../../model/x509Facts';
import { AT_RISK_SHARE } from '../certificate/certificateState';
import { millis, shareLeft } from '../certificate/certificateTimes';

/** When the first certificate of a bundle ends. */
export interface Deadline {
  certificate: X509Facts;
  end: number;
  left: number;
  state: 'healthy' | 'at-risk' | 'expired';
}

/** The certificate of a bundle that ends first; undefined when no date can be read. */
export function firstEnd(
  certificates: readonly X509Facts[],
  now: Date,
): Deadline | undefined {
  let first: Deadline | undefined;
  for (const certificate of certificates) {
    const end = millis(certificate.notAfter);
    const left = shareLeft(millis(certificate.notBefore), end, now);
    if (end === undefined || left === undefined) continue;
    if (first && first.end <= end) continue;
    const over = now.getTime() >= end;
    const near = left < AT_RISK_SHARE ? 'at-risk' : 'healthy';
    first = { certificate, end, left, state: over ? 'expired' : near };
  }
  return first;
}
