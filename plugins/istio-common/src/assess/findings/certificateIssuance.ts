import type { CertificateStatus } from '../../api/facts';
import type { FindingKindName } from '../../findings/catalogue';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { CERTIFICATE_READS } from './certificateReads';

const ISSUERS: ReadonlySet<string> = new Set(['Issuer', 'ClusterIssuer']);

function kindOf({
  state,
  rootCause,
}: CertificateStatus): FindingKindName | undefined {
  // Said by a rule of its own.
  if (rootCause?.reason === 'IncorrectCertificate') return undefined;
  if (rootCause && ISSUERS.has(rootCause.object.kind)) return 'issuerUnusable';
  if (state === 'expired' || state === 'at-risk') return 'certificateHeldBack';
  if (state === 'not-issued') {
    return rootCause ? 'certificateHeldBack' : undefined;
  }
  const late = state === 'overdue' || (state === 'renewing' && rootCause);
  return late ? 'certificateLate' : undefined;
}

/** Certificates that are not issued or not renewed, with the first broken link. */
export const certificateIssuance: FindingRule = {
  name: 'certificate-issuance',
  raises: ['issuerUnusable', 'certificateHeldBack', 'certificateLate'],
  reads: [['certificates.cert-manager.io', 'certificate']],
  alsoReads: CERTIFICATE_READS,
  *find({ scope, exposure }): Iterable<RawFinding> {
    for (const status of exposure.certificates) {
      const { ref, rootCause, why, action } = status;
      const certificate = scope.index.find(ref);
      const kind = kindOf(status);
      if (!kind || certificate?.type !== 'certificate') continue;
      const message = rootCause?.message ? ` (${rootCause.message})` : '';
      yield {
        kind,
        object: certificate,
        related: rootCause ? [rootCause.object] : [],
        cause: `${nameOf(ref)}: ${rootCause?.summary ?? why.summary}${message}`,
        fix: action?.detail ?? 'See that cert-manager runs in this cluster.',
      };
    }
  },
};
