import {
  createPrivateKey,
  createPublicKey,
  X509Certificate,
} from 'node:crypto';
import type { KubeObject } from '../../kube/KubeObject';
import { timestamp } from '../../kube/store/ObjectStore';
import { requestedNames } from '../pki/CertificateAuthority';
import {
  certificateSpec,
  renewalTime,
  type CertificateSpec,
} from './CertificateSpec';
import { decoded, secretText } from './pemData';

/** What a Certificate is judged by. @internal */
export interface CertificateInputs {
  certificate: KubeObject;
  secret: KubeObject | undefined;
  /** The request of the current revision. */
  request: KubeObject | undefined;
  now: Date;
}

/** A reason and its sentence, in cert-manager's words. @internal */
export interface Violation {
  reason: string;
  message: string;
}

const violation = (reason: string, message: string): Violation => ({
  reason,
  message,
});

function secretViolation(
  secret: KubeObject | undefined,
): Violation | undefined {
  if (!secret) {
    return violation(
      'DoesNotExist',
      'Issuing certificate as Secret does not exist',
    );
  }
  if (!secret.data) {
    return violation(
      'MissingData',
      'Issuing certificate as Secret does not contain any data',
    );
  }
  if (!secretText(secret, 'tls.key')) {
    return violation(
      'MissingData',
      'Issuing certificate as Secret does not contain a private key',
    );
  }
  if (!secretText(secret, 'tls.crt')) {
    return violation(
      'MissingData',
      'Issuing certificate as Secret does not contain a certificate',
    );
  }
  return undefined;
}

function pairViolation(pem: string, key: string): Violation | undefined {
  try {
    const fromKey = createPublicKey(createPrivateKey(key));
    if (fromKey.equals(new X509Certificate(pem).publicKey)) return undefined;
    return violation(
      'InvalidKeyPair',
      'Secret contains an invalid key-pair: tls: private key does not match public key',
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return violation(
      'InvalidKeyPair',
      `Secret contains an invalid key-pair: ${reason}`,
    );
  }
}

function originViolation(
  secret: KubeObject,
  name: string,
  { issuerRef }: CertificateSpec,
): Violation | undefined {
  const { annotations = {} } = secret.metadata;
  const issuer = annotations['cert-manager.io/issuer-name'];
  const kind = annotations['cert-manager.io/issuer-kind'];
  const group = annotations['cert-manager.io/issuer-group'];
  if (issuer !== issuerRef.name || kind !== issuerRef.kind) {
    return violation(
      'IncorrectIssuer',
      `Issuing certificate as Secret was previously issued by "${kind}.${group}/${issuer}"`,
    );
  }
  const owner = annotations['cert-manager.io/certificate-name'];
  return owner && owner !== name
    ? violation(
        'IncorrectCertificate',
        `Secret was issued for "${owner}". If this message is not transient, you might have two conflicting Certificates pointing to the same secret.`,
      )
    : undefined;
}

const sorted = (list: readonly string[] = []) => [...list].sort().join(',');

/** Which fields a request and a spec disagree on; cert-manager pkg/util/pki/match.go. @internal */
export function requestMismatches(
  request: KubeObject,
  wanted: CertificateSpec,
): string[] {
  const sent = certificateSpec(request);
  // the request keeps its PEM under spec.request, as base64
  const { request: pem } = request.spec as { request?: unknown };
  const names = requestedNames(decoded(pem));
  const differs: [string, boolean][] = [
    ['spec.dnsNames', sorted(names.dnsNames) !== sorted(wanted.dnsNames)],
    ['spec.commonName', (names.commonName ?? '') !== (wanted.commonName ?? '')],
    ['spec.isCA', sent.isCA !== wanted.isCA],
    ['spec.usages', sorted(sent.usages) !== sorted(wanted.usages)],
    ['spec.duration', sent.duration !== wanted.duration],
    [
      'spec.issuerRef',
      sent.issuerRef.name !== wanted.issuerRef.name ||
        sent.issuerRef.kind !== wanted.issuerRef.kind,
    ],
  ];
  return differs.filter(([, differ]) => differ).map(([field]) => field);
}

/** What makes a certificate not fit its Certificate, dates apart. */
function contentViolation(inputs: CertificateInputs): Violation | undefined {
  const { certificate, secret, request } = inputs;
  const missing = secretViolation(secret);
  if (missing || !secret) return missing;
  const spec = certificateSpec(certificate);
  const pem = secretText(secret, 'tls.crt') ?? '';
  const key = secretText(secret, 'tls.key') ?? '';
  const wrong =
    pairViolation(pem, key) ??
    originViolation(secret, certificate.metadata.name, spec);
  if (wrong || !request) return wrong;
  const fields = requestMismatches(request, spec);
  return fields.length > 0
    ? violation(
        'RequestChanged',
        `Fields on existing CertificateRequest resource not up to date: [${fields.join(
          ' ',
        )}]`,
      )
    : undefined;
}

function datesOf(secret: KubeObject | undefined) {
  const pem = secretText(secret, 'tls.crt');
  if (!pem) return undefined;
  const { validFrom, validTo } = new X509Certificate(pem);
  return { notBefore: new Date(validFrom), notAfter: new Date(validTo) };
}

/**
 * Why a Certificate must be issued again, or undefined: the trigger policy
 * chain of cert-manager (internal/controller/certificates/policies).
 *
 * @internal
 */
export function whyReissue(inputs: CertificateInputs): Violation | undefined {
  const content = contentViolation(inputs);
  if (content) return content;
  const dates = datesOf(inputs.secret);
  const spec = certificateSpec(inputs.certificate);
  const renewal = dates && renewalTime(dates.notBefore, dates.notAfter, spec);
  return renewal && inputs.now >= renewal
    ? violation(
        'Renewing',
        `Renewing certificate as renewal was scheduled at ${timestamp(
          renewal,
        )}`,
      )
    : undefined;
}

/** Why a Certificate is not ready, or undefined: the readiness policy chain. @internal */
export function whyNotReady(inputs: CertificateInputs): Violation | undefined {
  const content = contentViolation(inputs);
  if (content) return content;
  const dates = datesOf(inputs.secret);
  return dates && inputs.now > dates.notAfter
    ? violation(
        'Expired',
        `Certificate expired on ${dates.notAfter.toUTCString()}`,
      )
    : undefined;
}
