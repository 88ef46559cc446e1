import { ApiError } from '../kube/ApiError';
import { expired } from '../kube/apiErrors';
import type { Fault } from './Fault';

/** Reason and sentence of a server for each status, where the fault names none. */
const ANSWERS: Record<number, [reason: string, message: string] | undefined> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  429: ['TooManyRequests', 'Too many requests, please try again later.'],
  503: [
    'ServiceUnavailable',
    'the server is currently unable to handle the request',
  ],
};

/** The refusal that a fault of kind `gone` or `error` stands for. @internal */
export function refusal(fault: Fault): ApiError {
  const { status = 500, message } = fault;
  if (fault.fault === 'gone') {
    return expired(
      message ?? 'The resourceVersion for the provided list is too old.',
    );
  }
  const [reason, sentence] = ANSWERS[status] ?? [
    'InternalError',
    'Internal error occurred: injected fault',
  ];
  return new ApiError(status, fault.reason ?? reason, message ?? sentence);
}
