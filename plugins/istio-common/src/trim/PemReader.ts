import type { X509Facts } from '../model/x509Facts';

/** What stands in a PEM text. @public */
export interface PemContents {
  /** The certificates in their order. */
  readonly certificates: readonly X509Facts[];
  /** Whether each of them is issued by the next; true for one alone. */
  readonly chained: boolean;
  /** Blocks that are no certificate, or a broken one. */
  readonly unreadable: number;
}

/**
 * Reads certificates for the trim. This package knows no cryptography, so that
 * whoever has some brings the reader, see `createPemReader` of istio-node. It
 * gives facts only, and the same object for the same text, for every namespace
 * carries the same roots.
 *
 * @public
 */
export interface PemReader {
  read(pem: string): PemContents;
  /** Whether a private key belongs to the first certificate of a text; undefined when either cannot be read. */
  keyMatches(certificatePem: string, keyPem: string): boolean | undefined;
}

/** What a trim may use beside the object. @public */
export interface TrimTools {
  pem?: PemReader;
}
