import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFault } from '../../faults/answerFault';
import type { Fault } from '../../faults/Fault';
import type { FaultPlan } from '../../faults/FaultPlan';
import { isApiError } from '../ApiError';
import {
  badRequest,
  expired,
  forbidden,
  forbiddenPath,
  internalError,
  methodNotAllowed,
  methodNotAllowedHere,
  noSuchResource,
} from '../apiErrors';
import type { Authenticator, User } from '../auth/Authenticator';
import type { RbacAuthorizer } from '../auth/RbacAuthorizer';
import type { DeleteOptions, KubeApi } from '../KubeApi';
import { isRecord, type KubeInput, type KubeObject } from '../KubeObject';
import type { AppliedConfigurations } from '../patch/AppliedConfigurations';
import { apiVersionOf, type ResourceType } from '../ResourceType';
import { accessReview } from './accessReview';
import { discover } from './discovery';
import { parseListQuery } from './ListQuery';
import { listObjects } from './listObjects';
import { objectJson } from './objectJson';
import { patchObject } from './patchObject';
import { readObject, readText } from './readBody';
import { parseRequestInfo, type RequestInfo } from './RequestInfo';
import type { RequestLog } from './RequestLog';
import { WatchStream } from './WatchStream';

/** What a handler works on. @internal */
export interface KubeHandlerOptions {
  api: KubeApi;
  authenticator: Authenticator;
  authorizer: RbacAuthorizer;
  faults: FaultPlan;
  applied: AppliedConfigurations;
  bookmarkEveryMs: number;
  requests: RequestLog;
}

/** One request on its way through. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  info: RequestInfo;
  query: URLSearchParams;
  user: User;
  fault?: Fault;
}

const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version'];

/** Answers the requests of the Kubernetes API of one cluster. @internal */
export class KubeHandler {
  constructor(private readonly options: KubeHandlerOptions) {}

  /** `path` is the path below the cluster's base. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    response.setHeader('Audit-Id', crypto.randomUUID());
    response.setHeader('Cache-Control', 'no-cache, private');
    try {
      const info = parseRequestInfo(request.method ?? 'GET', path, query);
      this.options.requests.add(info);
      const fault = this.options.faults.take(info);
      if (fault && (await answerFault(fault, info, response)) === 'answered') {
        return;
      }
      const { authorization } = request.headers;
      const user = this.options.authenticator.authenticate(authorization);
      await this.dispatch({ request, response, info, query, user, fault });
    } catch (error) {
      this.sendError(response, error);
    }
  }

  private async dispatch(exchange: Exchange): Promise<void> {
    const { info, request, response } = exchange;
    this.authorize(exchange);
    if (!info.resource) {
      const found =
        request.method === 'GET' &&
        discover(this.options.api.registry, info.path, request.headers.accept);
      if (!found) return sendText(response, 404, '404 page not found\n');
      return typeof found === 'string'
        ? sendText(response, 200, found)
        : sendJson(response, 200, JSON.stringify(found));
    }
    if (info.resource === 'selfsubjectaccessreviews') {
      return this.reviewAccess(exchange);
    }
    const type = this.typeOf(info);
    switch (info.verb) {
      case 'list':
        return this.list(exchange, type);
      case 'watch':
        return this.watch(exchange, type);
      case 'get':
        return this.get(exchange, type);
      case 'create':
        return this.create(exchange, type);
      case 'update':
        return this.update(exchange, type);
      case 'patch':
        return this.patch(exchange, type);
      case 'delete':
        return this.delete(exchange, type);
      case 'deletecollection':
        return this.deleteCollection(exchange, type);
      default:
        throw methodNotAllowedHere();
    }
  }

  private authorize({ info, user }: Exchange): void {
    const { verb, group, resource, namespace, name, subresource, path } = info;
    if (!resource) {
      const open =
        PUBLIC_PATHS.includes(path) ||
        user.groups.includes('system:authenticated');
      if (!open) throw forbiddenPath(user.name, verb, path);
      return;
    }
    // Reading one Namespace is a request in that namespace, as kube-apiserver counts it.
    const scope =
      namespace ?? (resource === 'namespaces' && !group ? name : undefined);
    const decision = this.options.authorizer.authorize(user, {
      verb,
      group,
      resource,
      subresource,
      namespace: scope,
      name,
    });
    if (decision.allowed) return;
    const full = subresource ? `${resource}/${subresource}` : resource;
    const where = scope
      ? `in the namespace ${JSON.stringify(scope)}`
      : 'at the cluster scope';
    throw forbidden(
      { group, plural: resource },
      name ?? '',
      `User ${JSON.stringify(
        user.name,
      )} cannot ${verb} resource ${JSON.stringify(
        full,
      )} in API group ${JSON.stringify(group)} ${where}`,
    );
  }

  private typeOf({
    group,
    version,
    resource,
    namespace,
    name,
    subresource,
    verb,
  }: RequestInfo): ResourceType {
    const type = this.options.api.registry.byPath(group, version, resource);
    const scoped =
      !name && ['list', 'watch', 'deletecollection'].includes(verb);
    if (
      !type ||
      (namespace && !type.namespaced) ||
      (type.namespaced && !namespace && !scoped && verb !== 'create') ||
      (subresource && !(subresource === 'status' && type.status))
    ) {
      throw noSuchResource();
    }
    if (type.namespaced && !namespace && verb !== 'list' && verb !== 'watch') {
      throw methodNotAllowedHere();
    }
    return type;
  }

  private list({ info, query, response }: Exchange, type: ResourceType): void {
    const options = parseListQuery(type, info.namespace, query, false);
    const body = listObjects(
      this.options.api.store,
      type,
      info.version,
      options,
    );
    sendJson(response, 200, body);
  }

  private watch(
    { info, query, response, fault }: Exchange,
    type: ResourceType,
  ): void {
    const { api, faults, bookmarkEveryMs } = this.options;
    const named = new URLSearchParams(query);
    if (info.name) named.set('fieldSelector', `metadata.name=${info.name}`);
    const stream = new WatchStream(response, {
      store: api.store,
      type,
      version: info.version,
      query: parseListQuery(type, info.namespace, named, true),
      bookmarkEveryMs,
    });
    response.on('close', faults.track(stream, fault));
    if (fault?.fault === 'gone') {
      stream.startWithError(
        expired(fault.message ?? 'too old resource version').status,
      );
    } else {
      stream.start();
    }
  }

  private get({ info, response }: Exchange, type: ResourceType): void {
    const found = this.options.api.get(type, info.namespace, info.name ?? '');
    sendJson(response, 200, objectJson(type, found, info.version));
  }

  private async create(exchange: Exchange, type: ResourceType): Promise<void> {
    const { info, query, request, response } = exchange;
    if (info.name) throw methodNotAllowedHere();
    const input = await this.readInput(request, type, info.version);
    const created = this.options.api.create(type, info.namespace, input, {
      dryRun: isDryRun(query),
    });
    sendJson(response, 201, objectJson(type, created, info.version));
  }

  private async update(exchange: Exchange, type: ResourceType): Promise<void> {
    const { info, query, request, response } = exchange;
    if (!info.name) throw methodNotAllowedHere();
    const input = await this.readInput(request, type, info.version);
    const updated = this.options.api.update(
      { type, namespace: info.namespace, name: info.name },
      input,
      { dryRun: isDryRun(query), subresource: statusOf(info) },
    );
    sendJson(response, 200, objectJson(type, updated, info.version));
  }

  private async patch(exchange: Exchange, type: ResourceType): Promise<void> {
    const { info, query, request, response } = exchange;
    if (!info.name) throw methodNotAllowedHere();
    const { object, created } = await patchObject(
      this.options.api,
      this.options.applied,
      {
        type,
        namespace: info.namespace,
        name: info.name,
        subresource: statusOf(info),
        dryRun: isDryRun(query),
        fieldManager: query.get('fieldManager') ?? undefined,
      },
      request,
    );
    sendJson(
      response,
      created ? 201 : 200,
      objectJson(type, object, info.version),
    );
  }

  private async delete(exchange: Exchange, type: ResourceType): Promise<void> {
    const { info, request, response } = exchange;
    const options = await readDeleteOptions(request, exchange.query);
    const { object, gone } = this.options.api.delete(
      { type, namespace: info.namespace, name: info.name ?? '' },
      options,
    );
    sendJson(
      response,
      200,
      gone
        ? deletedStatus(type, object)
        : objectJson(type, object, info.version),
    );
  }

  private async deleteCollection(
    exchange: Exchange,
    type: ResourceType,
  ): Promise<void> {
    const { info, query, request, response } = exchange;
    const { api } = this.options;
    if (type.plural === 'namespaces')
      throw methodNotAllowed(type, 'deletecollection');
    const options = await readDeleteOptions(request, query);
    const selection = parseListQuery(type, info.namespace, query, false);
    const body = listObjects(api.store, type, info.version, selection);
    for (const object of api.store.list(type)) {
      if (selection.matches(object)) {
        const { namespace, name } = object.metadata;
        api.delete({ type, namespace, name }, options);
      }
    }
    sendJson(response, 200, body);
  }

  private async reviewAccess({
    request,
    response,
    user,
    info,
  }: Exchange): Promise<void> {
    if (info.verb !== 'create') throw methodNotAllowedHere();
    const review = await readObject(request);
    const answer = accessReview(this.options.authorizer, user, review);
    sendJson(response, 201, JSON.stringify(answer));
  }

  private async readInput(
    request: IncomingMessage,
    type: ResourceType,
    version: string,
  ): Promise<KubeInput> {
    const input: KubeInput = await readObject(request);
    const expected = apiVersionOf(type, version);
    if (input.apiVersion && input.apiVersion !== expected) {
      throw badRequest(
        `the API version in the data (${input.apiVersion}) does not match the expected API version (${expected})`,
      );
    }
    if (input.kind && input.kind !== type.kind) {
      throw badRequest(
        `${input.kind} in version "${version}" cannot be handled as a ${type.kind}: no kind "${input.kind}" is registered for version "${expected}"`,
      );
    }
    return input;
  }

  private sendError(response: ServerResponse, error: unknown): void {
    const refusal = isApiError(error)
      ? error
      : internalError(error instanceof Error ? error.message : String(error));
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendJson(response, refusal.code, JSON.stringify(refusal.status));
  }
}

function sendJson(response: ServerResponse, code: number, body: string): void {
  response.writeHead(code, { 'Content-Type': 'application/json' });
  response.end(body);
}

function sendText(response: ServerResponse, code: number, body: string): void {
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(body);
}

function isDryRun(query: URLSearchParams): boolean {
  const asked = query.getAll('dryRun');
  if (asked.some(value => value !== 'All')) {
    throw badRequest(
      `PatchOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ${JSON.stringify(
        asked,
      )}: supported values: "All"`,
    );
  }
  return asked.length > 0;
}

function statusOf({ subresource }: RequestInfo): 'status' | undefined {
  return subresource === 'status' ? 'status' : undefined;
}

function deletedStatus(type: ResourceType, { metadata }: KubeObject): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: metadata.name,
      ...(type.group && { group: type.group }),
      kind: type.plural,
      uid: metadata.uid,
    },
  });
}

const POLICIES = ['Background', 'Foreground', 'Orphan'] as const;

async function readDeleteOptions(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<DeleteOptions> {
  const text = await readText(request);
  const body: unknown = text ? JSON.parse(text) : {};
  const sent = isRecord(body) ? body : {};
  const preconditions = isRecord(sent.preconditions) ? sent.preconditions : {};
  const policy = query.get('propagationPolicy') ?? sent.propagationPolicy;
  const dryRun = Array.isArray(sent.dryRun) && sent.dryRun.includes('All');
  return {
    dryRun: dryRun || isDryRun(query),
    ...(typeof preconditions.uid === 'string' && { uid: preconditions.uid }),
    ...(typeof preconditions.resourceVersion === 'string' && {
      resourceVersion: preconditions.resourceVersion,
    }),
    propagationPolicy: POLICIES.find(known => known === policy),
  };
}
