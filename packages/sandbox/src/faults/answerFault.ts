import type { ServerResponse } from 'node:http';
import { ApiError } from '../kube/ApiError';
import { expired, forbidden, unauthorized } from '../kube/apiErrors';
import type { RequestInfo } from '../kube/http/RequestInfo';
import type { Fault } from './Fault';

/** What remains to be done with a request after its fault has been seen to. @internal */
export type FaultOutcome = 'go-on' | 'answered';

function forbiddenBody({ group, resource, verb, namespace }: RequestInfo) {
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return forbidden(
    { group, plural: resource },
    '',
    `User "reader" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
  );
}

function plainError({ status = 500, message }: Fault): ApiError {
  switch (status) {
    case 429:
      return new ApiError(
        429,
        'TooManyRequests',
        message ?? 'Too many requests, please try again later.',
      );
    case 503:
      return new ApiError(
        503,
        'ServiceUnavailable',
        message ?? 'the server is currently unable to handle the request',
      );
    default:
      return new ApiError(
        status,
        'InternalError',
        `Internal error occurred: ${message ?? 'injected fault'}`,
      );
  }
}

const delay = (ms: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, ms);
  });

/**
 * Does to a request what its fault says; throws the refusals, so that they are
 * answered like any other. Faults of watch streams act later, on the stream.
 *
 * @internal
 */
export async function answerFault(
  fault: Fault,
  request: RequestInfo,
  response: ServerResponse,
): Promise<FaultOutcome> {
  switch (fault.fault) {
    case 'drop':
      response.socket?.destroy();
      return 'answered';
    case 'delay':
      await delay(fault.delayMs ?? 1000);
      return 'go-on';
    case 'gone':
      if (request.verb === 'watch' && fault.as === 'event') return 'go-on';
      throw expired(
        fault.message ??
          'The resourceVersion for the provided list is too old.',
      );
    case 'forbidden':
      throw forbiddenBody(request);
    case 'unauthorized':
      throw unauthorized();
    case 'error':
      if (fault.retryAfter !== undefined) {
        response.setHeader('Retry-After', String(fault.retryAfter));
      }
      throw plainError(fault);
    case 'withhold':
      // a list never gets an answer; a watch gets its head and then nothing
      return request.verb === 'watch' ? 'go-on' : 'answered';
    default:
      return 'go-on';
  }
}
