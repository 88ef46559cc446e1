import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFault } from '../../faults/answerFault';
import { isApiError } from '../ApiError';
import {
  forbidden,
  forbiddenPath,
  internalError,
  methodNotAllowedHere,
  noSuchResource,
} from '../apiErrors';
import type { ResourceType } from '../ResourceType';
import { accessReview } from './accessReview';
import { discover, discoveryType } from './discovery';
import { sendJson, sendText, type Backing, type Exchange } from './Exchange';
import { readObject } from './readBody';
import { parseRequestInfo, type RequestInfo } from './RequestInfo';
import { RESOURCE_VERBS } from './serveResource';
import { isScalable, serveScale } from './serveScale';

const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version'];
/** What can be asked of a namespaced resource across namespaces. */
const VERBS_EVERYWHERE = ['list', 'watch'];

/** Answers the requests of the Kubernetes API of one cluster. @internal */
export class KubeHandler {
  constructor(private readonly backing: Backing) {}

  /** `path` is the path below the cluster's base. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    const { requests, faults, authenticator } = this.backing;
    response.setHeader('Audit-Id', crypto.randomUUID());
    response.setHeader('Cache-Control', 'no-cache, private');
    try {
      const info = parseRequestInfo(request.method ?? 'GET', path, query);
      requests.add(info);
      const fault = faults.take(info);
      if (fault && (await answerFault(fault, info, response)) === 'answered') {
        return;
      }
      const user = authenticator.authenticate(request.headers.authorization);
      await this.dispatch({ request, response, info, query, user, fault });
    } catch (error) {
      sendError(response, error);
    }
  }

  private async dispatch(exchange: Exchange): Promise<void> {
    const { info } = exchange;
    this.authorize(exchange);
    if (!info.resource) {
      this.discover(exchange);
      return;
    }
    if (info.resource === 'selfsubjectaccessreviews') {
      await this.reviewAccess(exchange);
      return;
    }
    if (!this.knowsGroup(info)) {
      sendText(exchange.response, 404, '404 page not found\n');
      return;
    }
    const type = this.typeOf(info);
    const serve =
      info.subresource === 'scale' ? serveScale : RESOURCE_VERBS[info.verb];
    if (!serve) throw methodNotAllowedHere();
    await serve(this.backing, exchange, type);
  }

  private discover({ info, request, response }: Exchange): void {
    const { registry } = this.backing.api;
    const found =
      request.method === 'GET' &&
      discover(registry, info.path, request.headers.accept);
    if (typeof found === 'string') sendText(response, 200, found);
    else if (found) {
      sendJson(response, 200, JSON.stringify(found), discoveryType(found));
    } else if (info.version && this.isBuiltin(info.group))
      throw noSuchResource();
    else sendText(response, 404, '404 page not found\n');
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
    const decision = this.backing.authorizer.authorize(user, {
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

  private isBuiltin(group: string): boolean {
    return this.backing.api.registry
      .all()
      .some(type => !type.custom && type.group === group);
  }

  /** Groups that no type is built into answer for their own resources only, and otherwise as if they were not there. */
  private knowsGroup({ group, version, resource }: RequestInfo): boolean {
    return (
      this.isBuiltin(group) ||
      this.backing.api.registry.byPath(group, version, resource) !== undefined
    );
  }

  private typeOf(info: RequestInfo): ResourceType {
    const { group, version, resource, namespace, name, subresource } = info;
    const type = this.backing.api.registry.byPath(group, version, resource);
    if (
      !type ||
      (namespace && !type.namespaced) ||
      (type.namespaced && !namespace && name) ||
      (subresource && !hasSubresource(type, subresource))
    ) {
      throw noSuchResource();
    }
    const everywhere = type.namespaced && !namespace;
    if (everywhere && !VERBS_EVERYWHERE.includes(info.verb)) {
      throw methodNotAllowedHere();
    }
    return type;
  }

  private async reviewAccess(exchange: Exchange): Promise<void> {
    const { request, response, user, info } = exchange;
    if (info.verb !== 'create') throw methodNotAllowedHere();
    const review = await readObject(request, 'SelfSubjectAccessReview');
    const answer = accessReview(this.backing.authorizer, user, review);
    sendJson(response, 201, JSON.stringify(answer));
  }
}

function hasSubresource(type: ResourceType, subresource: string): boolean {
  return subresource === 'scale'
    ? isScalable(type)
    : subresource === 'status' && type.status;
}

function sendError(response: ServerResponse, error: unknown): void {
  const refusal = isApiError(error)
    ? error
    : internalError(error instanceof Error ? error.message : String(error));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  sendJson(response, refusal.code, JSON.stringify(refusal.status));
}
