import type { RouteObject, RouteParent } from '../model/gatewayApiObjects';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  text,
  texts,
} from './fields';
import { objectBase } from './objectBase';
import { statusProblems } from './trimGatewayApi';
import type { WatchedResource } from './watchedResources';

type Backend = RouteObject<string>['backends'][number];

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

function isGateway({ kind, group }: Fields): boolean {
  return (
    (kind ?? 'Gateway') === 'Gateway' &&
    (group ?? GATEWAY_GROUP) === GATEWAY_GROUP
  );
}

/** Tells the parents of a route apart. */
function keyOf(parent: Fields): string {
  return JSON.stringify([
    text(parent.namespace),
    text(parent.name),
    text(parent.sectionName),
    numeral(parent.port),
  ]);
}

function parentsOf(raw: unknown): RouteParent[] {
  const status = new Map(
    list(fields(fields(raw).status).parents)
      .map(fields)
      .map(one => [keyOf(fields(one.parentRef)), one.conditions]),
  );
  return list(fields(fields(raw).spec).parentRefs)
    .map(fields)
    .filter(isGateway)
    .flatMap(parent => {
      const name = text(parent.name);
      if (!name) return [];
      return [
        compact({
          name,
          namespace: text(parent.namespace),
          sectionName: text(parent.sectionName),
          port: numeral(parent.port),
          problems: statusProblems(status.get(keyOf(parent))),
        }),
      ];
    });
}

/**
 * The Services among the parents; their group must be said, as it is not the
 * one that is meant without.
 * Source: pilot/pkg/config/kube/gateway/conversion.go, toInternalParentReference.
 */
function servicesOf({ parentRefs }: Fields): RouteObject<string>['services'] {
  const found = list(parentRefs)
    .map(fields)
    .filter(({ kind, group }) => kind === 'Service' && group === '')
    .flatMap(parent => {
      const name = text(parent.name);
      return name ? [compact({ name, namespace: text(parent.namespace) })] : [];
    });
  return found.length > 0 ? found : undefined;
}

function matchOf(raw: unknown): string {
  const { path, method } = fields(raw);
  const { type, value } = fields(path);
  const where = text(value);
  // An HTTPRoute's method is a text, a GRPCRoute's names a service.
  const call = fields(method);
  const grpc = [text(call.service), text(call.method)]
    .filter(Boolean)
    .join('/');
  if (grpc) return `method ${grpc}`;
  const verb = text(method);
  const kind = type === 'Exact' ? 'exact' : 'prefix';
  return [
    ...(where
      ? [`${type === 'RegularExpression' ? 'regex' : kind} ${where}`]
      : []),
    ...(verb ? [`method ${verb}`] : []),
  ].join(', ');
}

function titleOf(matches: unknown): string {
  const titles = list(matches).map(matchOf);
  if (titles.length === 0 || titles.includes('')) return 'any request';
  return titles.join(' or ');
}

function backend(raw: unknown, match: string, mirror: boolean): Backend[] {
  const { kind, name, namespace, port, weight } = fields(raw);
  const service = text(name);
  // Without requests it is no backend.
  if (weight === 0) return [];
  if (!service || (kind ?? 'Service') !== 'Service') return [];
  return [
    compact({
      match,
      name: service,
      namespace: text(namespace),
      port: numeral(port),
      mirror: mirror ? true : undefined,
    }),
  ];
}

function backendsOf(rule: Fields): Backend[] {
  const match = titleOf(rule.matches);
  const mirrors = list(rule.filters)
    .map(fields)
    .filter(({ type }) => type === 'RequestMirror')
    .map(({ requestMirror }) => fields(requestMirror).backendRef);
  return [
    ...list(rule.backendRefs).flatMap(one => backend(one, match, false)),
    ...mirrors.flatMap(one => backend(one, match, true)),
  ];
}

function redirects({ filters }: Fields): boolean {
  return list(filters).some(one => fields(one).type === 'RequestRedirect');
}

/** A route of the Gateway API: HTTPRoute, GRPCRoute, TLSRoute. */
export function trimRoute<TType extends 'httproute' | 'grpcroute' | 'tlsroute'>(
  type: TType,
) {
  return (
    resource: WatchedResource,
    raw: unknown,
  ): RouteObject<TType> | undefined => {
    const base = objectBase(type, resource, raw);
    if (!base) return undefined;
    const spec = fields(fields(raw).spec);
    const rules = list(spec.rules).map(fields);
    return compact({
      ...base,
      hostnames: texts(spec.hostnames),
      parents: parentsOf(raw),
      services: servicesOf(spec),
      backends: rules.flatMap(backendsOf),
      answers: rules.some(redirects) ? true : undefined,
    });
  };
}
