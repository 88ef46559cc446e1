import type { CertificateStatus, NextStep } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';

function named({ kind, namespace, name }: ObjectRef): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

function renewCommand(ref: ObjectRef): string {
  return `cmctl renew ${ref.name} -n ${ref.namespace}`;
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
  return reason === 'NotApproved'
    ? {
        title: `Approve ${request.name}`,
        detail: `No approver answers for this issuer: check that cert-manager's approver, or the policy that replaces it, covers it.`,
        command: `cmctl approve ${request.name} -n ${request.namespace}`,
      }
    : {
        title: `Correct ${certificate.name}`,
        detail: `${named(
          certificate,
        )} asks for what its issuer refuses: change it as the message says, and a new request is made.`,
      };
}

/** The one thing to do about what holds a certificate back. */
export function certificateAction(
  certificate: ObjectRef,
  cause: CertificateStatus['rootCause'],
): NextStep | undefined {
  if (!cause) return undefined;
  const { object, reason, message } = cause;
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
        command: renewCommand(certificate),
      };
    default:
      return {
        title: `Renew ${certificate.name}`,
        detail:
          reason === 'NotStarted'
            ? `Check that cert-manager runs in this cluster; it should have acted on ${named(
                certificate,
              )} by itself.`
            : `Start a new attempt for ${named(
                certificate,
              )} once the message is dealt with.`,
        command: renewCommand(certificate),
      };
  }
}
