import { isRecord } from './isRecord';
import { KubeFailure } from './KubeFailure';
import { parseRetryAfter } from './parseRetryAfter';

/** An HTTP answer or an ERROR event of a watch that is not a success. */
export interface StatusAnswer {
  status: number;
  /** The `Status` object, as far as one came. */
  body?: unknown;
  retryAfter?: string;
}

/**
 * Sorts a refusal by what can be done about it. Codes and causes are those of
 * apimachinery's `metav1.Status`; 504 with cause ResourceVersionTooLarge comes
 * from a replica that lags behind the one that answered before.
 */
export function failureOfStatus(
  answer: StatusAnswer,
  now: number,
): KubeFailure {
  const said = readMessage(answer.body);
  const message = said || `the API server answers ${answer.status}`;
  switch (answer.status) {
    case 401:
      return new KubeFailure(
        'unauthenticated',
        said && said !== 'Unauthorized'
          ? said
          : 'the credential is refused (401); check the token of the reader',
      );
    case 403:
      return new KubeFailure('forbidden', message);
    case 404:
      return new KubeFailure(
        'absent',
        'the API server does not serve this type',
      );
    case 410:
      return new KubeFailure('gone', message);
    case 429:
      return new KubeFailure(
        'throttled',
        message,
        parseRetryAfter(answer.retryAfter, now),
      );
    default:
      return new KubeFailure(
        lostItsPlace(answer.body) ? 'gone' : 'degraded',
        message,
      );
  }
}

/** Errors after which a watch cannot go on from where it was. */
function lostItsPlace(body: unknown): boolean {
  if (!isRecord(body)) return false;
  if (body.reason === 'Expired' || body.reason === 'StoreReadError')
    return true;
  if (/too large resource version/i.test(readMessage(body))) return true;
  const details = isRecord(body.details) ? body.details : {};
  const causes = Array.isArray(details.causes) ? details.causes : [];
  return causes.some(
    cause => isRecord(cause) && cause.reason === 'ResourceVersionTooLarge',
  );
}

function readMessage(body: unknown): string {
  return isRecord(body) && typeof body.message === 'string' ? body.message : '';
}
