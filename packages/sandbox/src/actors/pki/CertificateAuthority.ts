import 'reflect-metadata';
import {
  createPrivateKey,
  createPublicKey,
  KeyObject,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
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
    signingAlgorithm: algorithmOf(keys.privateKey),
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

function algorithmOf({ algorithm }: CryptoKey) {
  return algorithm.name === 'ECDSA' ? EC : RSA;
}

function importPrivateKey(key: KeyObject): Promise<CryptoKey> {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const algorithm = key.asymmetricKeyType === 'rsa' ? RSA : EC;
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
}

/** Signs what a request asks for with the requester's own key, as a self-signed issuer does. @internal */
export async function selfSign(
  requestPem: string,
  keyPem: string,
  subject: Omit<CertificateSubject, 'commonName' | 'dnsNames'>,
): Promise<string> {
  const request = new x509.Pkcs10CertificateRequest(requestPem);
  const signingKey = await importPrivateKey(createPrivateKey(keyPem));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    issuer: request.subject,
    subject: request.subject,
    notBefore: subject.notBefore,
    notAfter: subject.notAfter,
    publicKey: await request.publicKey.export(),
    signingKey,
    signingAlgorithm: algorithmOf(signingKey),
    extensions: extensionsFor({ ...subject, ...namesIn(request) }),
  });
  return `${certificate.toString('pem')}\n`;
}

function namesIn(request: x509.Pkcs10CertificateRequest) {
  const names = request.extensions.find(
    extension => extension instanceof x509.SubjectAlternativeNameExtension,
  );
  return {
    commonName: request.subjectName.getField('CN')[0],
    dnsNames: (names?.names.items ?? []).map(({ value }) => value),
  };
}

/** What a request in PEM asks for. @internal */
export function requestedNames(requestPem: string): {
  commonName?: string;
  dnsNames: string[];
} {
  return namesIn(new x509.Pkcs10CertificateRequest(requestPem));
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
    private readonly signingKey: CryptoKey,
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
    return new CertificateAuthority(keys.privateKey, certificate);
  }

  /** The authority of a CA issuer's Secret; throws when the two are no key pair of a CA. */
  static async fromPem(
    certificatePem: string,
    keyPem: string,
  ): Promise<CertificateAuthority> {
    const { ca, publicKey } = new X509Certificate(certificatePem);
    if (!ca) throw new Error('certificate is not a CA');
    const key = createPrivateKey(keyPem);
    if (!createPublicKey(key).equals(publicKey)) {
      throw new Error('private key does not belong to the certificate');
    }
    const signingKey = await importPrivateKey(key);
    return new CertificateAuthority(
      signingKey,
      new x509.X509Certificate(certificatePem),
    );
  }

  /** The authority's own key in PEM, for the Secret of a CA issuer. */
  get keyPem(): string {
    return KeyObject.from(this.signingKey)
      .export({ format: 'pem', type: 'pkcs8' })
      .toString();
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
      signingKey: this.signingKey,
      signingAlgorithm: algorithmOf(this.signingKey),
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
    const publicKey = await request.publicKey.export();
    return this.sign(publicKey, {
      ...subject,
      ...namesIn(request),
    });
  }
}

/** First and last second of the first certificate in PEM text. @internal */
export function validityOf(pem: string): { notBefore: Date; notAfter: Date } {
  const { validFrom, validTo } = new X509Certificate(pem);
  return { notBefore: new Date(validFrom), notAfter: new Date(validTo) };
}
