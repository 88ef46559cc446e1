import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { CERTIFICATE_READS } from './certificateReads';

/** Usages with which a certificate may stand for a server. Source: RFC 5280, 4.2.1.12. */
const FOR_SERVERS: ReadonlySet<string> = new Set(['server auth', 'any']);

/** Usages of the extended kind: without any of them a certificate is good for all. */
const EXTENDED: ReadonlySet<string> = new Set([
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
]);

/**
 * Certificates that a gateway serves and that are not for servers. Without an
 * extended usage a certificate is good for everything.
 * Source: cert-manager pkg/util/pki/certificatetemplate.go.
 */
export const certificateUsages: FindingRule = {
  name: 'certificate-usages',
  raises: ['usageMissing'],
  reads: [['certificates.cert-manager.io', 'certificate']],
  alsoReads: CERTIFICATE_READS,
  *find({ scope, exposure }): Iterable<RawFinding> {
    for (const { ref, servedBy: users } of exposure.certificates) {
      // A DestinationRule presents it as a client's.
      const servedBy = users.filter(({ kind }) => kind !== 'DestinationRule');
      const certificate = scope.index.find(ref);
      if (servedBy.length === 0 || certificate?.type !== 'certificate')
        continue;
      const extended = (certificate.usages ?? []).filter(usage =>
        EXTENDED.has(usage),
      );
      if (
        extended.length === 0 ||
        extended.some(usage => FOR_SERVERS.has(usage))
      ) {
        continue;
      }
      yield {
        kind: 'usageMissing',
        object: certificate,
        related: servedBy,
        cause: `${nameOf(servedBy[0])} serves ${nameOf(
          ref,
        )}, whose usages (${extended.join(', ')}) leave out server auth`,
        fix: `Add server auth to usages of ${nameOf(ref)}.`,
      };
    }
  },
};
