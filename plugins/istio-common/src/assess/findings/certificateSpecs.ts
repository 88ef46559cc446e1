import type { CertificateObject } from '../../model/certificateObjects';
import { millis } from '../certificate/certificateTimes';
import { goDuration } from '../certificate/goDuration';
import { durationWords } from '../durationWords';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Source: RFC 5280, appendix A, ub-common-name. */
const LONGEST_COMMON_NAME = 64;

/** Where the specification names no duration. Source: pkg/apis/certmanager/v1, DefaultCertificateDuration. */
const DEFAULT_DURATION = 90 * 24 * 3_600_000;

function lifetimeOf(certificate: CertificateObject): number | undefined {
  const begin = millis(certificate.notBefore);
  const end = millis(certificate.notAfter);
  return begin !== undefined && end !== undefined && end > begin
    ? end - begin
    : undefined;
}

function* timeFindings(certificate: CertificateObject): Iterable<RawFinding> {
  const { ref } = certificate;
  const asked = goDuration(certificate.duration) ?? DEFAULT_DURATION;
  const life = lifetimeOf(certificate) ?? asked;
  const before = goDuration(certificate.renewBefore);
  if (before !== undefined && before >= life) {
    yield {
      kind: 'renewBeforeIgnored',
      object: certificate,
      cause: `renewBefore of ${nameOf(ref)} is ${
        certificate.renewBefore
      }, but its certificate lives ${durationWords(
        life,
      )}: cert-manager renews it after two thirds of that`,
      fix: `Set renewBefore of ${nameOf(ref)} to less than ${durationWords(
        life,
      )}, or use renewBeforePercentage.`,
    };
  }
  // Authorities reckon a little around the duration, so only a gap counts.
  if (certificate.duration && life < asked * 0.9) {
    yield {
      kind: 'lifeShorterThanAsked',
      object: certificate,
      related: [certificate.issuer],
      cause: `${nameOf(ref)} asks for ${durationWords(
        asked,
      )} and gets ${durationWords(life)} from ${nameOf(certificate.issuer)}`,
      fix: `Set duration of ${nameOf(ref)} to what its issuer gives.`,
    };
  }
}

/** What a Certificate asks for that it will not get, or should not want. */
export const certificateSpecs = objectRule({
  name: 'certificate-specs',
  subjects: ['certificate'],
  raises: [
    'renewBeforeIgnored',
    'lifeShorterThanAsked',
    'commonNameTooLong',
    'renewalDisabled',
    'keyKept',
  ],
  reads: [['certificates.cert-manager.io', 'certificate']],
  *judge(_, certificate): Iterable<RawFinding> {
    const { ref, commonName = '' } = certificate;
    yield* timeFindings(certificate);
    if (commonName.length > LONGEST_COMMON_NAME) {
      yield {
        kind: 'commonNameTooLong',
        object: certificate,
        cause: `The common name of ${nameOf(ref)} has ${
          commonName.length
        } characters, more than ${LONGEST_COMMON_NAME}`,
        fix: `Leave commonName of ${nameOf(ref)} out; dnsNames are enough.`,
      };
    }
    if (certificate.renewalDisabled) {
      yield {
        kind: 'renewalDisabled',
        object: certificate,
        cause: `renewal.policy of ${nameOf(ref)} is Disabled`,
        fix: `Remove renewal.policy from ${nameOf(
          ref,
        )}, or renew it by hand before it ends.`,
      };
    }
    if (certificate.keepsKey) {
      yield {
        kind: 'keyKept',
        object: certificate,
        cause: `privateKey.rotationPolicy of ${nameOf(
          ref,
        )} is Never, so that every renewal keeps the key`,
        fix: `Set privateKey.rotationPolicy of ${nameOf(ref)} to Always.`,
      };
    }
  },
});
