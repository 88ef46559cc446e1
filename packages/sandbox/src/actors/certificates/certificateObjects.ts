import type { KubeInput, KubeObject } from '../../kube/KubeObject';
import { timestamp } from '../../kube/store/ObjectStore';
import { validityOf } from '../pki/CertificateAuthority';
import { certificateSpec, renewalTime } from './CertificateSpec';
import { withCondition, type Condition } from '../conditions';

/** PEM texts that make up an issued certificate. @internal */
export interface IssuedMaterial {
  certificate: string;
  privateKey: string;
  ca: string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** cert-manager's own words for a certificate that is fine. */
const READY = {
  type: 'Ready',
  status: 'True',
  reason: 'Ready',
  message: 'Certificate is up to date and has not expired',
} as const;

const APPROVED = {
  type: 'Approved',
  status: 'True',
  reason: 'cert-manager.io',
  message: 'Certificate request has been approved by cert-manager.io',
} as const;

/** The Secret that an issued Certificate is written to. @internal */
export function certificateSecret(
  certificate: KubeInput,
  material: IssuedMaterial,
): KubeInput {
  const { secretName, commonName, dnsNames, issuerRef } =
    certificateSpec(certificate);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secretName,
      namespace: certificate.metadata?.namespace,
      labels: { 'controller.cert-manager.io/fao': 'true' },
      annotations: {
        'cert-manager.io/alt-names': dnsNames.join(','),
        'cert-manager.io/certificate-name': certificate.metadata?.name ?? '',
        'cert-manager.io/common-name': commonName ?? '',
        'cert-manager.io/ip-sans': '',
        'cert-manager.io/issuer-group': issuerRef.group,
        'cert-manager.io/issuer-kind': issuerRef.kind,
        'cert-manager.io/issuer-name': issuerRef.name,
        'cert-manager.io/uri-sans': '',
      },
    },
    type: 'kubernetes.io/tls',
    data: {
      'ca.crt': base64(material.ca),
      'tls.crt': base64(material.certificate),
      'tls.key': base64(material.privateKey),
    },
  };
}

/** The request for one revision of a Certificate. @internal */
export function certificateRequest(
  certificate: KubeInput & { metadata: KubeObject['metadata'] },
  revision: number,
  requestPem: string,
): KubeInput {
  const { metadata, spec } = certificate;
  const fields = spec as Record<string, unknown>; // a Certificate without spec is refused on arrival
  const { issuerRef } = certificateSpec(certificate);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'CertificateRequest',
    metadata: {
      name: `${metadata.name}-${revision}`,
      namespace: metadata.namespace,
      ...(metadata.labels && { labels: metadata.labels }),
      annotations: {
        'cert-manager.io/certificate-name': metadata.name,
        'cert-manager.io/certificate-revision': String(revision),
        'cert-manager.io/private-key-secret-name': `${metadata.name}-next`,
      },
      ownerReferences: [
        {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          name: metadata.name,
          uid: metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      ...(fields.duration !== undefined && { duration: fields.duration }),
      issuerRef,
      request: base64(requestPem),
      ...(fields.isCA !== undefined && { isCA: fields.isCA }),
      ...(fields.usages !== undefined && { usages: fields.usages }),
      groups: [
        'system:serviceaccounts',
        'system:serviceaccounts:cert-manager',
        'system:authenticated',
      ],
      username: 'system:serviceaccount:cert-manager:cert-manager',
    },
  };
}

/** The conditions of a request that the built-in approver has let through. @internal */
export function approvedConditions(
  conditions: readonly Condition[],
  at: Date,
): Condition[] {
  return withCondition(conditions, APPROVED, at);
}

/** The status of a request that was signed. @internal */
export function issuedRequestStatus(
  conditions: readonly Condition[],
  material: Pick<IssuedMaterial, 'certificate' | 'ca'>,
  at: Date,
): object {
  return {
    ca: base64(material.ca),
    certificate: base64(material.certificate),
    conditions: withCondition(
      conditions,
      {
        type: 'Ready',
        status: 'True',
        reason: 'Issued',
        message: 'Certificate fetched from issuer successfully',
      },
      at,
    ),
  };
}

/** The status of a Certificate whose Secret holds an up-to-date certificate. @internal */
export function readyStatus(
  certificate: KubeInput,
  conditions: readonly Condition[],
  pem: string,
  revision: number,
  at: Date,
): { [field: string]: unknown; conditions: Condition[] } {
  const { notBefore, notAfter } = validityOf(pem);
  const renewal = renewalTime(
    notBefore,
    notAfter,
    certificateSpec(certificate),
  );
  return {
    conditions: withCondition(
      conditions,
      { ...READY, observedGeneration: certificate.metadata?.generation ?? 1 },
      at,
    ),
    notAfter: timestamp(notAfter),
    notBefore: timestamp(notBefore),
    ...(renewal && { renewalTime: timestamp(renewal) }),
    revision,
  };
}
