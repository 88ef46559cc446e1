import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import type {
  PemContents,
  PemReader,
  X509Facts,
} from '@meshwright/backstage-plugin-istio-common';

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----[^-]+-----END \1-----/g;

/** More than any bundle that a gateway would take. */
const MOST_CERTIFICATES = 500;

/** Distinct texts that are remembered; every namespace carries the same roots. */
const MOST_TEXTS = 2_000;

/** Names as Node writes them, one part a line, in one line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ');
}

/** The subjectAltName extension as Node writes it: `DNS:a, IP Address:10.0.0.1`. */
function alternativeNames(text: string | undefined, type: string): string[] {
  // A name with a comma or a quote is quoted, and is no host name then.
  return (text ?? '')
    .split(', ')
    .filter(name => name.startsWith(`${type}:`))
    .map(name => name.slice(type.length + 1))
    .filter(name => !name.startsWith('"'));
}

function factsOf(certificate: X509Certificate): X509Facts {
  const { subjectAltName } = certificate;
  const ipAddresses = alternativeNames(subjectAltName, 'IP Address');
  return {
    subject: oneLine(certificate.subject ?? ''),
    issuer: oneLine(certificate.issuer ?? ''),
    serialNumber: certificate.serialNumber.toLowerCase(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    dnsNames: alternativeNames(subjectAltName, 'DNS'),
    ...(ipAddresses.length > 0 && { ipAddresses }),
    isCa: certificate.ca,
  };
}

function parsed(block: string) {
  try {
    const certificate = new X509Certificate(block);
    return { certificate, facts: factsOf(certificate) };
  } catch {
    // A block that is damaged, or a date outside of what can be written.
    return undefined;
  }
}

function isIssuedBy(one: X509Certificate, other: X509Certificate): boolean {
  try {
    return one.checkIssued(other) && one.verify(other.publicKey);
  } catch {
    // A key of a kind that is not known here proves nothing.
    return false;
  }
}

function read(pem: string): PemContents {
  const found: Array<NonNullable<ReturnType<typeof parsed>>> = [];
  let unreadable = 0;
  for (const [block, label] of pem.matchAll(BLOCK)) {
    const one = label === 'CERTIFICATE' ? parsed(block) : undefined;
    if (one && found.length < MOST_CERTIFICATES) found.push(one);
    else unreadable += 1;
  }
  if (found.length + unreadable === 0 && pem.trim() !== '') unreadable = 1;
  return {
    certificates: found.map(({ facts }) => facts),
    chained: found.every(
      ({ certificate }, at) =>
        at + 1 >= found.length ||
        isIssuedBy(certificate, found[at + 1].certificate),
    ),
    unreadable,
  };
}

function keyMatches(certificatePem: string, keyPem: string) {
  try {
    const certificate = new X509Certificate(certificatePem);
    return certificate.checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    // The error may quote what could not be read, so that it goes no further.
    return undefined;
  }
}

/**
 * Reads certificates with the cryptography of Node, for the trims of
 * istio-common. What was read is remembered by the hash of its text; keys are
 * looked at and forgotten.
 *
 * @public
 */
export function createPemReader(): PemReader {
  const known = new Map<string, PemContents>();
  return {
    read(pem) {
      const hash = createHash('sha256').update(pem).digest('base64');
      const before = known.get(hash);
      if (before) return before;
      const contents = read(pem);
      // The oldest goes: a bundle that is still in use is soon read again.
      const [oldest] = known.keys();
      if (known.size >= MOST_TEXTS && oldest) known.delete(oldest);
      known.set(hash, contents);
      return contents;
    },
    keyMatches,
  };
}
