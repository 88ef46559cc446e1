import type { CertificateStatus, NextStep } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import { safeCommand } from '../safeCommand';

function named({ kind, namespace, name }: ObjectRef): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

function renewCommand(ref: ObjectRef): Pick<NextStep, 'command'> {
  return safeCommand`cmctl renew ${ref.name} -n ${ref.namespace}`;
}

function missingIssuer(object: ObjectRef): string {
  return `Create ${named(
    object,
  )}, or point the Certificate at an issuer that exists.`;
}

function requestAction(
  certificate: ObjectRef,
  request: ObjectRef,
  reason: string,
): NextStep {
  if (reason === 'NotAnswered') {
    return {
      title: 'Check the external issuer',
      detail: `See that the controller of that issuer's group runs in this cluster and knows the issuer, or point ${named(
        certificate,
      )} at an issuer of cert-manager.`,
    };
  }
  return reason === 'NotApproved'
    ? {
        title: `Approve ${request.name}`,
        detail: `No approver answers for this issuer: check that cert-manager's approver, or the policy that replaces it, covers it.`,
        ...safeCommand`cmctl approve ${request.name} -n ${request.namespace}`,
      }
    : {
        title: `Correct ${certificate.name}`,
        detail: `${named(
          certificate,
        )} asks for what is refused: change it as the message says, and a new request is made at once. If the policy is to change instead, delete ${
          request.name
        } afterwards: cert-manager keeps a denied or invalid request.`,
      };
}

function specificationAction(
  certificate: ObjectRef,
  reason: string,
): NextStep | undefined {
  const name = named(certificate);
  switch (reason) {
    case 'IncorrectCertificate':
      return {
        title: 'Use a Secret of its own',
        detail: `Give ${name} another secretName, or remove one of the two Certificates.`,
      };
    case 'NoNames':
      return {
        title: 'Name the hosts',
        detail: `Set dnsNames of ${name}.`,
      };
    case 'UnknownIssuerKind':
      return {
        title: 'Correct issuerRef',
        detail: `Set issuerRef.kind of ${name} to Issuer or ClusterIssuer, or issuerRef.group to that of the issuer's controller.`,
      };
    case 'KeyMayNotRotate':
      return {
        title: 'Let the key be replaced',
        detail: `Set privateKey.rotationPolicy of ${name} to Always, or take the change of its privateKey back.`,
      };
    case 'RenewalDisabled':
      return {
        title: `Renew ${certificate.name}`,
        detail: `Start a renewal by hand, or remove renewal.policy Disabled from ${name}.`,
        ...renewCommand(certificate),
      };
    case 'WindowError':
      return {
        title: 'Correct the renewal windows',
        detail: `Change renewal.windows of ${name} so that one opens while the certificate lives.`,
      };
    default:
      return undefined;
  }
}

/** The one thing to do about what holds a certificate back. */
export function certificateAction(
  certificate: ObjectRef,
  cause: CertificateStatus['rootCause'],
): NextStep | undefined {
  if (!cause) return undefined;
  const { object, reason, message } = cause;
  const own = specificationAction(certificate, reason);
  if (own) return own;
  switch (object.kind) {
    case 'Issuer':
    case 'ClusterIssuer':
      return {
        title: `Fix ${object.kind} ${object.name}`,
        detail:
          reason === 'NotFound'
            ? missingIssuer(object)
            : `${named(object)} cannot sign${
                message ? `: ${message}` : ''
              }. Ask its owner to mend it; cert-manager then goes on by itself.`,
      };
    case 'CertificateRequest':
      return requestAction(certificate, object, reason);
    case 'Challenge':
      return {
        title: 'Fix the challenge',
        detail: `Mend what the message of ${named(
          object,
        )} names, in the DNS or HTTP solver of the issuer. An open challenge keeps its old solver: delete the CertificateRequest to start a new one.`,
      };
    case 'Order':
      return {
        title: 'Try again',
        detail: `${named(
          object,
        )} ended without a certificate: start a new attempt once its reason is mended.`,
        ...renewCommand(certificate),
      };
    default:
      return {
        title: `Renew ${certificate.name}`,
        detail:
          reason === 'NotStarted' || reason === 'NoRequest'
            ? `Check that cert-manager runs in this cluster; it should have acted on ${named(
                certificate,
              )} by itself.`
            : `Start a new attempt for ${named(
                certificate,
              )} once the message is dealt with.`,
        ...renewCommand(certificate),
      };
  }
}
