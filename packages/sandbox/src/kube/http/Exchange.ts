import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../../faults/Fault';
import type { FaultPlan } from '../../faults/FaultPlan';
import type { Authenticator, User } from '../auth/Authenticator';
import type { RbacAuthorizer } from '../auth/RbacAuthorizer';
import type { KubeApi } from '../KubeApi';
import type { AppliedConfigurations } from '../patch/AppliedConfigurations';
import type { RequestInfo } from './RequestInfo';
import type { RequestLog } from './RequestLog';

/** What the requests of one cluster are answered from. @internal */
export interface Backing {
  api: KubeApi;
  authenticator: Authenticator;
  authorizer: RbacAuthorizer;
  faults: FaultPlan;
  applied: AppliedConfigurations;
  requests: RequestLog;
  bookmarkEveryMs: number;
  /** Whether a watch may begin with what is there (sendInitialEvents). */
  watchList: boolean;
}

/** One request on its way through. @internal */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  info: RequestInfo;
  query: URLSearchParams;
  user: User;
  /** What is to go wrong with it on purpose. */
  fault?: Fault;
}

/** Answers with JSON text. @internal */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: string,
  contentType = 'application/json',
): void {
  response.writeHead(code, { 'Content-Type': contentType });
  response.end(body);
}

/** Answers with plain text. @internal */
export function sendText(
  response: ServerResponse,
  code: number,
  body: string,
): void {
  response.writeHead(code, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
