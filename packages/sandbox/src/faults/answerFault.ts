import type { ServerResponse } from 'node:http';
import { forbidden, unauthorized } from '../kube/apiErrors';
import type { RequestInfo } from '../kube/http/RequestInfo';
import type { Fault } from './Fault';
import { refusal } from './refusal';

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

const delay = (ms: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, ms);
  });

/** A blank is valid in front of JSON, so a reader has no reason to give up but time. */
function trickle(response: ServerResponse, everyMs: number): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  const timer = setInterval(() => response.write(' '), everyMs).unref();
  response.on('close', () => clearInterval(timer));
}

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
    case 'slow':
      trickle(response, fault.delayMs ?? 1000);
      return 'answered';
    case 'gone':
      if (request.verb === 'watch' && fault.as === 'event') return 'go-on';
      throw refusal(fault);
    case 'forbidden':
      throw forbiddenBody(request);
    case 'unauthorized':
      throw unauthorized();
    case 'error':
      if (request.verb === 'watch' && fault.as === 'event') return 'go-on';
      if (fault.retryAfter !== undefined) {
        response.setHeader('Retry-After', String(fault.retryAfter));
      }
      throw refusal(fault);
    case 'withhold':
      // a list never gets an answer; a watch gets its head and then nothing
      return request.verb === 'watch' ? 'go-on' : 'answered';
    default:
      return 'go-on';
  }
}
