import type { CertificateState } from '../../model/verdicts';
import { durationWords } from '../durationWords';
import type { CertificateTimes } from './certificateTimes';

const STATE_WORDS: Readonly<Record<CertificateState, string>> = {
  healthy: 'Healthy',
  renewing: 'Renewing',
  overdue: 'Overdue',
  'at-risk': 'At risk',
  expired: 'Expired',
  'not-issued': 'Not issued',
  'not-used': 'Not used',
  unmanaged: 'Unmanaged',
  unknown: 'Unknown',
};

/**
 * The state in a word or two, with how late it is: "Overdue 2 d".
 *
 * @public
 */
export function certificateWord(
  status: { state: CertificateState; renewalTime?: string },
  now: Date,
): string {
  const word = STATE_WORDS[status.state];
  const due = Date.parse(status.renewalTime ?? '');
  return status.state === 'overdue' && now.getTime() > due
    ? `${word} ${durationWords(now.getTime() - due)}`
    : word;
}

function shareWords(left: number | undefined): string {
  return left === undefined
    ? ''
    : `, ${Math.round(left * 100)} % of its life left`;
}

/** What the times say, in a sentence part: "renews in 12 d". */
export function timesWords(
  state: CertificateState,
  { renewalTime, notAfter, left }: CertificateTimes,
  now: Date,
): string {
  const at = now.getTime();
  const expiry =
    notAfter === undefined ? '' : `expires in ${durationWords(notAfter - at)}`;
  switch (state) {
    case 'expired':
      return notAfter === undefined
        ? 'expired'
        : `expired ${durationWords(at - notAfter)} ago`;
    case 'not-issued':
      return 'never issued';
    case 'overdue':
    case 'at-risk':
      return `${expiry}${shareWords(left)}`;
    case 'renewing':
      return 'being renewed';
    default:
      if (renewalTime !== undefined && renewalTime > at) {
        return `renews in ${durationWords(renewalTime - at)}`;
      }
      return expiry;
  }
}
