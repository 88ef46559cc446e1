/** What is read of one X.509 certificate. Times are ISO 8601. @public */
export interface X509Facts {
  subject: string;
  issuer: string;
  /** Hexadecimal, lower case, without colons. */
  serialNumber: string;
  /** SHA-256 of the DER form, hexadecimal, lower case, without colons. */
  fingerprint: string;
  notBefore: string;
  notAfter: string;
  /** DNS names of the subjectAltName extension. */
  dnsNames: string[];
  /** IP addresses of the subjectAltName extension; absent when there is none. */
  ipAddresses?: string[];
  isCa: boolean;
}
