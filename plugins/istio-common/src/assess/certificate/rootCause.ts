import type { CertificateState } from '../../model/verdicts';
import { acmeCause } from './acmeCause';
import { certificateCause } from './certificateCause';
import type { Issuance, RootCause } from './issuance';
import { issuerCause } from './issuerCause';
import { failedRequest, requestCause } from './requestCause';
import { specificationCause } from './specificationCause';

/** States in which nothing is wrong, or nothing that cert-manager could mend. */
const FINE: ReadonlySet<CertificateState> = new Set<CertificateState>([
  'healthy',
  'not-used',
  'unmanaged',
  'unknown',
]);

/**
 * The first thing that is wrong on the way Certificate → Issuer →
 * CertificateRequest → Order → Challenge; undefined when nothing is. What the
 * Certificate itself asks for comes first where nothing further could help;
 * what it merely reports comes last, because its cause lies further on.
 */
export function rootCause(
  issuance: Issuance,
  state: CertificateState,
  now: Date,
): RootCause | undefined {
  if (FINE.has(state)) return undefined;
  const { certificate } = issuance;
  const first = specificationCause(issuance, state);
  if (first) return first;
  // Where renewal is switched off nothing on the way to the issuer matters.
  if (certificate.renewalDisabled && state === 'at-risk') {
    return certificateCause(issuance, state, now);
  }
  return (
    issuerCause(issuance) ??
    requestCause(issuance, now) ??
    acmeCause(issuance) ??
    failedRequest(issuance) ??
    certificateCause(issuance, state, now)
  );
}
