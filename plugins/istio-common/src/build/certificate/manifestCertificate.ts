import type { z } from 'zod';
import type { issuerField } from '../intentFields';
import type { ManifestObject } from '../manifest';
import type { certificateSchema } from './certificateSchema';

// RFC 5280, ub-common-name: cert-manager refuses a longer one.
const COMMON_NAME_LENGTH = 64;

/** What a certificate is for. @internal */
export type CertificateUse = 'server' | 'client';

/** What {@link manifestCertificate} makes a Certificate of. */
interface CertificateParts {
  name: string;
  /** That of the pods which present it: Istio reads Secrets there. */
  namespace: string;
  dnsNames: readonly string[];
  uses: readonly CertificateUse[];
  issuer: z.output<typeof issuerField>;
  settings: z.output<typeof certificateSchema>;
}

/** A Certificate whose Secret has its own name. @internal */
export function manifestCertificate(parts: CertificateParts): ManifestObject {
  const { name, namespace, dnsNames, uses, issuer, settings } = parts;
  const [first = ''] = dnsNames;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace },
    spec: {
      secretName: name,
      ...(first.length <= COMMON_NAME_LENGTH ? { commonName: first } : {}),
      dnsNames: [...dnsNames],
      duration: settings.duration,
      renewBefore: settings.renewBefore,
      usages: [
        'digital signature',
        'key encipherment',
        ...uses.map(use => `${use} auth`),
      ],
      privateKey: {
        algorithm: settings.privateKey.algorithm,
        size: settings.privateKey.size,
        rotationPolicy: 'Always',
      },
      issuerRef: { group: issuer.group, kind: issuer.kind, name: issuer.name },
    },
  };
}
