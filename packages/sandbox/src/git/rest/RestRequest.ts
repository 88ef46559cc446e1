import { ForgeAccount } from '../Account';
import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { HttpAnswer } from '../http/HttpAnswer';

/** A call of the REST API, once the caller and the repository are known. @internal */
export interface RestRequest {
  context: ForgeContext;
  /** Parts of the path, decoded; `*` is the rest of it. */
  params: Record<string, string>;
  url: URL;
  body: Record<string, unknown>;
  caller: ForgeAccount | undefined;
}

/** @internal */
export interface RepositoryRequest extends RestRequest {
  repository: ForgeRepository;
}

/** @internal */
export interface RestAnswer extends Omit<HttpAnswer, 'body'> {
  /** Sent as JSON, unless it is bytes. */
  body?: unknown;
}

/** What a caller must be allowed, before a handler sees the request. @internal */
export type Need = 'nothing' | 'token' | 'read' | 'sign-in' | 'write';

/** @internal */
export interface Route<R extends RestRequest = RestRequest> {
  method: string;
  /** `:name` is one part of the path, `*` at the end is the rest. */
  path: string;
  need: Need;
  handle(request: R): Promise<RestAnswer>;
}
