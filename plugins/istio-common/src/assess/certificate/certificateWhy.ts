import type { CertificateStatus, ConsideredObject, Why } from '../../api/facts';
import { conditionOf } from './certificateState';
import type { CertificateTimes } from './certificateTimes';
import { certificateWord, timesWords } from './certificateWords';
import type { Issuance } from './issuance';

/** Whether cert-manager has yet to look at the latest specification. */
function isBehind({ certificate }: Issuance): boolean {
  const ready = conditionOf(certificate.conditions, 'Ready');
  return (
    ready?.observedGeneration !== undefined &&
    certificate.generation !== undefined &&
    ready.observedGeneration < certificate.generation
  );
}

function considered(
  { chain, rootCause }: Pick<CertificateStatus, 'chain' | 'rootCause'>,
  certificate: ConsideredObject['ref'],
): ConsideredObject[] {
  const links = chain.flatMap(({ kind, ref, state, detail, broken }) =>
    ref && kind !== 'Host' && kind !== 'Gateway'
      ? [
          {
            ref,
            says: (broken && rootCause?.message) || state,
            decides: broken || (!rootCause && kind === 'Certificate'),
            reason: (broken && rootCause?.reason) || detail || state,
          },
        ]
      : [],
  );
  return links.length > 0
    ? links
    : [{ ref: certificate, says: '', decides: true, reason: '' }];
}

/** The state in a sentence, with every object on the way to it. */
export function certificateWhy(
  issuance: Issuance,
  status: Pick<CertificateStatus, 'state' | 'chain' | 'rootCause'>,
  times: CertificateTimes,
  now: Date,
): Why {
  const { certificate, unread } = issuance;
  const { state, rootCause } = status;
  const lost = state === 'not-issued' && certificate.revision !== undefined;
  const words = lost
    ? 'nothing left of what was issued before'
    : timesWords(state, times, now);
  const off =
    certificate.renewalDisabled && state !== 'expired' && !rootCause
      ? ', and is not renewed by itself'
      : '';
  const behind = isBehind(issuance)
    ? '; cert-manager has yet to look at its latest change'
    : '';
  const blind =
    !rootCause && state !== 'healthy' && state !== 'not-used'
      ? unread.map(why => `; ${why}`).join('')
      : '';
  return {
    summary: [
      certificateWord({ ...certificate, state }, now),
      words && `, ${words}`,
      off,
      rootCause ? `: ${rootCause.summary}` : '',
      behind,
      blind,
    ].join(''),
    considered: considered(status, certificate.ref),
  };
}
