import type { CertificateObject } from '../../model/certificateObjects';
import type { CertificateState } from '../../model/verdicts';
import { conditionOf, failureOf, isIssuing } from './certificateState';
import { millis } from './certificateTimes';
import type { Issuance, RootCause } from './issuance';

/** How long cert-manager may take to its first step. */
const FIRST_STEP = 60_000;

function since(time: string | undefined, now: Date): number {
  const at = millis(time);
  // A time that cannot be read is as good as long ago.
  return at === undefined ? Number.POSITIVE_INFINITY : now.getTime() - at;
}

function underWay(
  { certificate, request, unread }: Issuance,
  now: Date,
): RootCause | undefined {
  const { ref, conditions, revision = 0 } = certificate;
  const begun = millis(conditionOf(conditions, 'Issuing')?.lastTransitionTime);
  const asked = request && (request.revision ?? 0) > revision;
  const young = begun === undefined || now.getTime() - begun < FIRST_STEP;
  if (asked || unread.length > 0 || young) return undefined;
  return {
    object: ref,
    summary: `cert-manager makes no CertificateRequest for ${ref.name}`,
    reason: 'NoRequest',
    message: conditionOf(conditions, 'Issuing')?.message ?? '',
  };
}

function notReady({ ref, conditions }: CertificateObject) {
  const ready = conditionOf(conditions, 'Ready');
  if (ready?.status !== 'False') return undefined;
  const window = ready.reason === 'WindowError';
  return {
    object: ref,
    summary: window
      ? `No renewal window of Certificate ${ref.name} can be used`
      : `Certificate ${ref.name} is not ready`,
    reason: ready.reason ?? 'NotReady',
    message: ready.message ?? '',
  };
}

function notStarted(
  { ref, conditions, createdAt }: CertificateObject,
  state: CertificateState,
  now: Date,
): RootCause | undefined {
  const unseen = conditions.length === 0 && since(createdAt, now) >= FIRST_STEP;
  if (!unseen && state !== 'overdue' && state !== 'expired') return undefined;
  return {
    object: ref,
    summary: `cert-manager has not ${
      unseen ? 'looked at' : 'started to renew'
    } ${ref.name}`,
    reason: 'NotStarted',
    message: '',
  };
}

/** What the Certificate itself says is wrong, when nothing further on does. */
export function certificateCause(
  issuance: Issuance,
  state: CertificateState,
  now: Date,
): RootCause | undefined {
  const { certificate } = issuance;
  const { ref } = certificate;
  const failure = failureOf(certificate);
  if (failure) {
    return {
      object: ref,
      summary: `The last attempt to issue ${ref.name} failed`,
      reason: failure.reason ?? 'Failed',
      message: failure.message ?? '',
    };
  }
  if (isIssuing(certificate)) return underWay(issuance, now);
  if (certificate.renewalDisabled && state === 'at-risk') {
    return {
      object: ref,
      summary: `Renewal of Certificate ${ref.name} is switched off`,
      reason: 'RenewalDisabled',
      message:
        'spec.renewal.policy is Disabled: it is issued anew only when it is asked for',
    };
  }
  return notReady(certificate) ?? notStarted(certificate, state, now);
}
