import type { CertificateRequestObject } from '../../model/certificateObjects';
import type { StatusCondition } from '../../model/objectMeta';
import { conditionOf } from './certificateState';
import { millis } from './certificateTimes';
import type { Issuance, RootCause } from './issuance';

/** How long a controller may take to say a first word. */
const FIRST_WORD = 60_000;

/**
 * Beginnings of the messages with which a request of cert-manager's own waits
 * for what does not come by itself. Others wait for an order.
 * Sources: pkg/controller/certificaterequests/sync.go and its ca, vault and
 * acme folders (the calls of reporter.Pending).
 */
const STUCK = /^(Referenced|Missing issuer type|Required secret|Failed to)/;

/** What a request says of its issuer; of use where issuers cannot be read. */
const ABOUT_ISSUER = /^(Referenced "?(Cluster)?Issuer|Referenced issuer does)/;

function isYoung({ createdAt }: CertificateRequestObject, now: Date): boolean {
  const created = millis(createdAt);
  return created !== undefined && now.getTime() - created < FIRST_WORD;
}

function cause(
  { ref }: CertificateRequestObject,
  words: string,
  reason: string,
  message = '',
): RootCause {
  return {
    object: ref,
    summary: `CertificateRequest ${ref.name} ${words}`,
    reason,
    message,
  };
}

/** A request that its issuer holds back although it may go on. */
function waiting(
  { certificate, issuerKnown }: Issuance,
  request: CertificateRequestObject,
  ready: StatusCondition | undefined,
  now: Date,
): RootCause | undefined {
  const { group, kind } = certificate.issuer;
  const message = ready?.message ?? '';
  if (group === 'cert-manager.io') {
    if (ready?.reason !== 'Pending' || !STUCK.test(message)) return undefined;
    // The issuer itself was looked at, and is fine by now.
    if (issuerKnown && ABOUT_ISSUER.test(message)) return undefined;
    return cause(request, 'cannot be signed yet', 'Pending', message);
  }
  if (ready || isYoung(request, now)) return undefined;
  return cause(
    request,
    `waits for the controller of ${kind}.${group}`,
    'NotAnswered',
    'cert-manager leaves issuers of other groups to their own controllers, and none has answered',
  );
}

/** What is wrong with the request before it reaches its issuer, or there. */
export function requestCause(
  issuance: Issuance,
  now: Date,
): RootCause | undefined {
  const { request } = issuance;
  if (!request) return undefined;
  const is = (type: string) => {
    const found = conditionOf(request.conditions, type);
    return found?.status === 'True' ? found : undefined;
  };
  const ready = conditionOf(request.conditions, 'Ready');
  const denied =
    is('Denied') ?? (ready?.reason === 'Denied' ? ready : undefined);
  if (denied) {
    const { reason = 'Denied', message } = denied;
    return cause(request, 'was denied', reason, message);
  }
  const invalid = is('InvalidRequest');
  if (invalid) {
    const { reason = 'InvalidRequest', message } = invalid;
    return cause(request, 'is invalid', reason, message);
  }
  if (ready?.status === 'True' || ready?.reason === 'Failed') return undefined;
  if (!is('Approved')) {
    return isYoung(request, now)
      ? undefined
      : cause(
          request,
          'waits for approval',
          'NotApproved',
          'No approver has answered it',
        );
  }
  return waiting(issuance, request, ready, now);
}

/** A request that its issuer refused; said last, for an order may know why. */
export function failedRequest({ request }: Issuance): RootCause | undefined {
  const ready = request && conditionOf(request.conditions, 'Ready');
  return request && ready?.status === 'False' && ready.reason === 'Failed'
    ? cause(request, 'failed', 'Failed', ready.message)
    : undefined;
}
