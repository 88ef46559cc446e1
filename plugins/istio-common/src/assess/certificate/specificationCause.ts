import type { CertificateState } from '../../model/verdicts';
import { conditionOf, isIssuing } from './certificateState';
import type { Issuance, RootCause } from './issuance';

/** The kinds that a reference without a foreign group may name. */
const ISSUER_KINDS: ReadonlySet<string> = new Set(['Issuer', 'ClusterIssuer']);

/**
 * What a Certificate asks for and can never get, whatever its issuer does:
 * a Secret that another Certificate keeps, a certificate that names nothing,
 * an issuer of a kind that cert-manager does not have, a key of another form
 * while the old one must stay.
 * Sources: internal/controller/certificates/certificates.go
 * (CertificateOwnsSecret), pkg/util/pki/csr.go (GenerateCSR),
 * pkg/issuer/helper.go (GetGenericIssuer), and
 * pkg/controller/certificates/keymanager (createNextPrivateKeyRotationPolicyNever).
 */
export function specificationCause(
  { certificate, keeper }: Issuance,
  state: CertificateState,
): RootCause | undefined {
  const { ref, secretName, issuer } = certificate;
  const cause = (reason: string, summary: string, message: string) => ({
    object: ref,
    summary,
    reason,
    message,
  });
  if (keeper) {
    return cause(
      'IncorrectCertificate',
      `Certificate ${keeper.ref.name} writes Secret ${secretName} too, and keeps it`,
      `cert-manager issues one Certificate for a Secret only: the one that the Secret names, else the oldest`,
    );
  }
  if (certificate.unnamed) {
    return cause(
      'NoNames',
      `Certificate ${ref.name} names nothing, so that no request is made`,
      'It needs dnsNames, commonName, ipAddresses, uris or emailAddresses',
    );
  }
  if (issuer.group === 'cert-manager.io' && !ISSUER_KINDS.has(issuer.kind)) {
    return cause(
      'UnknownIssuerKind',
      `cert-manager has no issuers of kind ${issuer.kind}`,
      'issuerRef.kind is Issuer or ClusterIssuer, unless issuerRef.group names another controller',
    );
  }
  const ready = conditionOf(certificate.conditions, 'Ready');
  const keyStays =
    certificate.keepsKey &&
    isIssuing(certificate) &&
    ready?.reason === 'SecretMismatch' &&
    (ready.message ?? '').includes('spec.privateKey');
  if (keyStays) {
    return cause(
      'KeyMayNotRotate',
      `The key of Certificate ${ref.name} may not be replaced`,
      ready.message ?? '',
    );
  }
  if (certificate.renewalDisabled && state === 'expired') {
    return cause(
      'RenewalDisabled',
      `Renewal of Certificate ${ref.name} is switched off`,
      'spec.renewal.policy is Disabled: it is issued anew only when it is asked for',
    );
  }
  return undefined;
}
