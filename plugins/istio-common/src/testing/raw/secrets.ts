import type { X509Facts } from '../../model/x509Facts';
import type { PemReader } from '../../trim/PemReader';

/** Facts of a certificate that is good from January to April 2026. */
export function facts(
  subject: string,
  issuer = 'CN=root',
  more: Partial<X509Facts> = {},
): X509Facts {
  return {
    subject: `CN=${subject}`,
    issuer,
    serialNumber: '01',
    fingerprint: `${subject}${issuer}`,
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2026-04-01T00:00:00.000Z',
    dnsNames: [],
    isCa: false,
    ...more,
  };
}

/** A root, which has issued itself. */
export function rootFacts(subject = 'root', more: Partial<X509Facts> = {}) {
  return facts(subject, `CN=${subject}`, { isCa: true, ...more });
}

/** What stands for PEM in tests: the facts themselves. */
export function pemOf(certificates: readonly X509Facts[]): string {
  return JSON.stringify(certificates);
}

/** Reads what {@link pemOf} wrote; a key fits the certificate of its own subject, and is none without one. */
export const TEST_PEM: PemReader = {
  read(pem) {
    let certificates: X509Facts[] = [];
    try {
      certificates = JSON.parse(pem);
    } catch {
      return { certificates: [], chained: true, unreadable: 1 };
    }
    return {
      certificates,
      chained: certificates.every(
        ({ issuer }, at) =>
          at + 1 >= certificates.length ||
          certificates[at + 1].subject === issuer,
      ),
      unreadable: 0,
    };
  },
  keyMatches(certificatePem, keyPem) {
    const [leaf] = TEST_PEM.read(certificatePem).certificates;
    if (!keyPem.startsWith('CN=')) return undefined;
    return leaf && leaf.subject === keyPem;
  },
};

/** What a raw Secret is to hold. */
export interface SecretParts {
  name?: string;
  namespace?: string;
  chain?: readonly X509Facts[];
  /** Subject of the certificate that the key belongs to. */
  key?: string;
  cas?: readonly X509Facts[];
  /** Keys of data, where they are not those of a TLS Secret. */
  keys?: { certificate?: string; key?: string; cas?: string };
  annotations?: Record<string, string>;
}

export function rawSecret(parts: SecretParts = {}) {
  const { name = 'web-tls', namespace = 'istio-ingress', chain, cas } = parts;
  const { certificate = 'tls.crt', key = 'tls.key' } = parts.keys ?? {};
  const data = {
    ...(chain && { [certificate]: btoa(pemOf(chain)) }),
    ...(parts.key && { [key]: btoa(parts.key) }),
    ...(cas && { [parts.keys?.cas ?? 'ca.crt']: btoa(pemOf(cas)) }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: {
      name,
      namespace,
      ...(parts.annotations && { annotations: parts.annotations }),
    },
    data,
  };
}

/** The ConfigMap of the mesh's roots in a namespace. */
export function rawRoots(
  namespace: string,
  roots: readonly X509Facts[] | undefined,
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'istio-ca-root-cert',
      namespace,
      labels: { 'istio.io/config': 'true' },
    },
    data: roots ? { 'root-cert.pem': pemOf(roots) } : {},
  };
}

/** A Bundle of trust-manager that writes a Secret of its name. */
export function rawBundle(name: string, message?: string) {
  return {
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: { name },
    spec: { target: { secret: { key: 'ca.crt' } } },
    status: {
      conditions: [
        {
          type: 'Synced',
          status: message ? 'False' : 'True',
          message: message ?? '',
        },
      ],
    },
  };
}
