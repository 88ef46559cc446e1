import type { CertificateObject } from '../../model/certificateObjects';
import type { X509Facts } from '../../model/x509Facts';

/** The names that clients find on a certificate: the common name counts only where there is no other. */
export function namesOf(certificate: CertificateObject): string[] {
  const { dnsNames, ipAddresses = [], commonName } = certificate;
  const names = [...dnsNames, ...ipAddresses];
  return names.length > 0 || !commonName ? names : [commonName];
}

/** The same of a certificate that was read. */
export function namesOfFacts({ dnsNames, ipAddresses = [] }: X509Facts) {
  return [...dnsNames, ...ipAddresses];
}
