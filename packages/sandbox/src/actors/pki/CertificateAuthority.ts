import 'reflect-metadata';
import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as Crypto); // Node's webcrypto is the same interface under another type

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
  hash: 'SHA-256',
};

/** What a certificate is to be for. @internal */
export interface CertificateSubject {
  commonName?: string;
  dnsNames?: readonly string[];
  /** Usages as cert-manager names them; `digital signature` and `key encipherment` when absent. */
  usages?: readonly string[];
  isCA?: boolean;
  notBefore: Date;
  notAfter: Date;
}

const KEY_USAGES: Record<string, x509.KeyUsageFlags> = {
  'digital signature': x509.KeyUsageFlags.digitalSignature,
  'key encipherment': x509.KeyUsageFlags.keyEncipherment,
  'key agreement': x509.KeyUsageFlags.keyAgreement,
  'cert sign': x509.KeyUsageFlags.keyCertSign,
  'crl sign': x509.KeyUsageFlags.cRLSign,
};
const EXTENDED_USAGES: Record<string, string> = {
  'server auth': '1.3.6.1.5.5.7.3.1',
  'client auth': '1.3.6.1.5.5.7.3.2',
};

/** Makes a key pair of the algorithm a Certificate asks for. @internal */
export async function makeKeyPair(
  algorithm: string = 'RSA',
): Promise<CryptoKeyPair> {
  const wanted = algorithm === 'RSA' ? RSA : EC;
  // both algorithms give a pair, never a single key
  return (await webcrypto.subtle.generateKey(wanted, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
}

/** A private key as cert-manager stores it: PKCS#1 for RSA, SEC 1 for EC. @internal */
export function privateKeyPem({ privateKey }: CryptoKeyPair): string {
  const key = KeyObject.from(privateKey);
  const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';
  return key.export({ format: 'pem', type }).toString();
}

/** A certificate request in PEM for the pair and subject. @internal */
export async function certificateRequestPem(
  keys: CryptoKeyPair,
  {
    commonName,
    dnsNames = [],
  }: Pick<CertificateSubject, 'commonName' | 'dnsNames'>,
): Promise<string> {
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: commonName ? `CN=${commonName}` : '',
    keys,
    signingAlgorithm: keys.privateKey.algorithm.name === 'ECDSA' ? EC : RSA,
    extensions: [alternativeNames(dnsNames)],
  });
  return `${request.toString('pem')}\n`;
}

function alternativeNames(names: readonly string[]): x509.Extension {
  return new x509.SubjectAlternativeNameExtension(
    names.map(value => ({ type: 'dns' as const, value })),
  );
}

function extensionsFor(subject: CertificateSubject): x509.Extension[] {
  const { usages = ['digital signature', 'key encipherment'], isCA } = subject;
  const all = isCA ? [...usages, 'cert sign'] : usages;
  const flags = all.reduce((sum, usage) => sum | (KEY_USAGES[usage] ?? 0), 0);
  const extended = all.flatMap(usage => EXTENDED_USAGES[usage] ?? []);
  return [
    new x509.BasicConstraintsExtension(isCA ?? false, undefined, true),
    new x509.KeyUsagesExtension(flags, true),
    ...(extended.length > 0
      ? [new x509.ExtendedKeyUsageExtension(extended)]
      : []),
    ...(subject.dnsNames?.length ? [alternativeNames(subject.dnsNames)] : []),
  ];
}

/** Positive, so the first bit stays clear. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0] % 0x7f) + 1;
  return Buffer.from(bytes).toString('hex');
}

/** Signs real certificates: the sandbox's stand-in for a CA, a Vault or istiod. @internal */
export class CertificateAuthority {
  private constructor(
    private readonly keys: CryptoKeyPair,
    private readonly certificate: x509.X509Certificate,
  ) {}

  /** A self-signed root. */
  static async create(
    commonName: string,
    notBefore: Date,
    notAfter: Date,
  ): Promise<CertificateAuthority> {
    const keys = await makeKeyPair('ECDSA');
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: `O=Meshwright sandbox, CN=${commonName}`,
      notBefore,
      notAfter,
      keys,
      signingAlgorithm: EC,
      extensions: extensionsFor({
        isCA: true,
        usages: ['digital signature', 'crl sign'],
        notBefore,
        notAfter,
      }),
    });
    return new CertificateAuthority(keys, certificate);
  }

  /** The root certificate in PEM. */
  get pem(): string {
    return `${this.certificate.toString('pem')}\n`;
  }

  /** A certificate for a public key, in PEM. */
  async sign(
    publicKey: CryptoKey,
    subject: CertificateSubject,
  ): Promise<string> {
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      issuer: this.certificate.subject,
      subject: subject.commonName ? `CN=${subject.commonName}` : '',
      notBefore: subject.notBefore,
      notAfter: subject.notAfter,
      publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: EC,
      extensions: extensionsFor(subject),
    });
    return `${certificate.toString('pem')}\n`;
  }

  /** Signs what a certificate request in PEM asks for, with these dates. */
  async signRequest(
    requestPem: string,
    subject: Omit<CertificateSubject, 'commonName' | 'dnsNames'>,
  ): Promise<string> {
    const request = new x509.Pkcs10CertificateRequest(requestPem);
    const names = request.extensions.find(
      extension => extension instanceof x509.SubjectAlternativeNameExtension,
    );
    const publicKey = await request.publicKey.export();
    return this.sign(publicKey, {
      ...subject,
      commonName: request.subjectName.getField('CN')[0],
      dnsNames: (names?.names.items ?? []).map(({ value }) => value),
    });
  }
}

/** First and last second of the first certificate in PEM text. @internal */
export function validityOf(pem: string): { notBefore: Date; notAfter: Date } {
  const { validFrom, validTo } = new X509Certificate(pem);
  return { notBefore: new Date(validFrom), notAfter: new Date(validTo) };
}
