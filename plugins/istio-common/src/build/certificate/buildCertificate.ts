import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { CertificateIntent } from './certificateIntent';
import { manifestCertificate } from './manifestCertificate';

/** The Certificate that an intent asks for. @public */
export function buildCertificate(intent: CertificateIntent): BuiltDefinitions {
  const { cluster, namespace, name, dnsNames, issuer, uses } = intent;
  return {
    objects: [
      manifestCertificate({
        ...{ name, namespace, dnsNames, uses, issuer },
        settings: intent.certificate,
      }),
    ],
    summary: `Get a ${uses.join(' and ')} certificate for ${dnsNames.join(
      ', ',
    )} into Secret ${namespace}/${name} in ${cluster}.`,
    effects: [
      `${issuer.kind} ${issuer.name} signs it; cert-manager writes Secret ${namespace}/${name} and renews it ${intent.certificate.renewBefore} before its end, with a new key each time.`,
    ],
    rollback: `Revert this pull request. cert-manager leaves the Secret ${namespace}/${name} behind, which nobody renews any more.`,
  };
}
