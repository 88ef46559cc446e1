import type { CertificateStatus } from '../../api/facts';
import type { ChallengeObject } from '../../model/certificateObjects';
import type { CertificateState } from '../../model/verdicts';
import { conditionOf, isIssuing } from './certificateState';
import type { Issuance } from './issuance';

type RootCause = NonNullable<CertificateStatus['rootCause']>;

/** End states of Orders and Challenges other than success. Source: RFC 8555, 7.1.6. */
const FAILED: ReadonlySet<string> = new Set(['invalid', 'expired', 'errored']);

function issuerCause({
  certificate,
  issuer,
  issuerKnown,
}: Issuance): RootCause | undefined {
  if (!issuerKnown) return undefined;
  const { kind, name } = certificate.issuer;
  if (!issuer) {
    const where =
      kind === 'ClusterIssuer' ? '' : ` in ${certificate.ref.namespace}`;
    return {
      object: certificate.issuer,
      summary: `${kind} ${name} is not found${where}`,
      reason: 'NotFound',
      message: `Certificate ${certificate.ref.namespace}/${certificate.ref.name} refers to it`,
    };
  }
  const ready = conditionOf(issuer.conditions, 'Ready');
  if (ready?.status === 'True') return undefined;
  return {
    object: issuer.ref,
    summary: `${kind} ${name} is not ready`,
    reason: ready?.reason ?? 'NotReady',
    message: ready?.message ?? 'It has no condition Ready yet',
  };
}

function requestCause({ request }: Issuance): RootCause | undefined {
  if (!request) return undefined;
  const { ref, conditions } = request;
  const cause = (words: string, type: string): RootCause => {
    const condition = conditionOf(conditions, type);
    return {
      object: ref,
      summary: `CertificateRequest ${ref.name} ${words}`,
      reason: condition?.reason ?? type,
      message: condition?.message ?? '',
    };
  };
  if (conditionOf(conditions, 'Denied')?.status === 'True') {
    return cause('was denied', 'Denied');
  }
  if (conditionOf(conditions, 'InvalidRequest')?.status === 'True') {
    return cause('is invalid', 'InvalidRequest');
  }
  const ready = conditionOf(conditions, 'Ready');
  if (ready?.status === 'True') return undefined;
  if (ready?.reason === 'Denied') return cause('was denied', 'Ready');
  if (conditionOf(conditions, 'Approved')?.status !== 'True') {
    return {
      ...cause('waits for approval', 'Approved'),
      reason: 'NotApproved',
      message: 'No approver has answered it',
    };
  }
  return undefined;
}

function challengeWords(challenge: ChallengeObject): string {
  const verb = FAILED.has(challenge.state ?? '') ? 'failed' : 'refused';
  const host = challenge.dnsName ? ` for ${challenge.dnsName}` : '';
  return `${challenge.challenge ?? 'ACME'} challenge ${verb}${host}`;
}

function acmeCause({ order, challenges }: Issuance): RootCause | undefined {
  // A challenge that waits without a reason is simply not answered yet.
  const stuck = challenges.find(
    ({ state, reason }) =>
      FAILED.has(state ?? '') || (state !== 'valid' && reason !== undefined),
  );
  if (stuck) {
    return {
      object: stuck.ref,
      summary: challengeWords(stuck),
      reason: stuck.state ?? 'pending',
      message: stuck.reason ?? '',
    };
  }
  if (order && FAILED.has(order.state ?? '')) {
    return {
      object: order.ref,
      summary: `Order ${order.ref.name} is ${order.state}`,
      reason: order.state ?? '',
      message: order.reason ?? '',
    };
  }
  return undefined;
}

function failedRequest({ request }: Issuance): RootCause | undefined {
  const ready = request && conditionOf(request.conditions, 'Ready');
  if (!request || ready?.status !== 'False' || ready.reason !== 'Failed') {
    return undefined;
  }
  return {
    object: request.ref,
    summary: `CertificateRequest ${request.ref.name} failed`,
    reason: 'Failed',
    message: ready.message ?? '',
  };
}

function certificateCause(
  { certificate }: Issuance,
  state: CertificateState,
): RootCause | undefined {
  const { ref, conditions } = certificate;
  const issuing = conditionOf(conditions, 'Issuing');
  const ready = conditionOf(conditions, 'Ready');
  if (issuing?.status === 'False' && issuing.reason === 'Failed') {
    return {
      object: ref,
      summary: `The last attempt to issue ${ref.name} failed`,
      reason: 'Failed',
      message: issuing.message ?? '',
    };
  }
  if (isIssuing(certificate)) return undefined;
  if (ready?.status === 'False') {
    return {
      object: ref,
      summary: `Certificate ${ref.name} is not ready`,
      reason: ready.reason ?? 'NotReady',
      message: ready.message ?? '',
    };
  }
  if (conditions.length === 0 || state === 'overdue' || state === 'expired') {
    return {
      object: ref,
      summary: `cert-manager has not ${
        conditions.length === 0 ? 'looked at' : 'started to renew'
      } ${ref.name}`,
      reason: 'NotStarted',
      message: '',
    };
  }
  return undefined;
}

/** States in which nothing is wrong, or nothing that cert-manager could mend. */
const FINE: ReadonlySet<CertificateState> = new Set<CertificateState>([
  'healthy',
  'not-used',
  'unmanaged',
  'unknown',
]);

/**
 * The first thing that is wrong on the way Certificate → Issuer →
 * CertificateRequest → Order → Challenge; undefined when nothing is.
 */
export function rootCause(
  issuance: Issuance,
  state: CertificateState,
): RootCause | undefined {
  if (FINE.has(state)) return undefined;
  return (
    issuerCause(issuance) ??
    requestCause(issuance) ??
    acmeCause(issuance) ??
    failedRequest(issuance) ??
    certificateCause(issuance, state)
  );
}
