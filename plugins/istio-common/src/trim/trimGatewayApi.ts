import type {
  HttpRouteObject,
  KubernetesGatewayObject,
} from '../model/gatewayApiObjects';
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
import { trimWaypoint } from './trimWaypoint';
import type { WatchedResource } from './watchedResources';

function listener(raw: Fields): KubernetesGatewayObject['listeners'][number][] {
  const port = numeral(raw.port);
  if (port === undefined) return [];
  const tls = fields(raw.tls);
  return [
    compact({
      name: text(raw.name) ?? '',
      hostname: text(raw.hostname),
      port,
      protocol: text(raw.protocol) ?? '',
      tlsMode: raw.tls ? text(tls.mode) ?? 'Terminate' : undefined,
      certificates: list(tls.certificateRefs)
        .map(fields)
        .flatMap(reference => {
          const name = text(reference.name);
          return name
            ? [compact({ name, namespace: text(reference.namespace) })]
            : [];
        }),
    }),
  ];
}

/** A Gateway of gateway.networking.k8s.io. */
export function trimKubernetesGateway(
  resource: WatchedResource,
  raw: unknown,
): KubernetesGatewayObject | undefined {
  const base = objectBase('kubernetes-gateway', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  return compact({
    ...base,
    className: text(spec.gatewayClassName),
    listeners: list(spec.listeners).map(fields).flatMap(listener),
    hasAddress: list(fields(fields(raw).status).addresses).length > 0,
    waypoint: trimWaypoint(raw),
  });
}

function pathTitle(matches: unknown): string {
  const titles = list(matches)
    .map(fields)
    .map(match => fields(match.path))
    .map(path =>
      path.value
        ? `${path.type === 'Exact' ? 'exact' : 'prefix'} ${path.value}`
        : 'any request',
    );
  return titles.join(' or ') || 'any request';
}

export function trimHttpRoute(
  resource: WatchedResource,
  raw: unknown,
): HttpRouteObject | undefined {
  const base = objectBase('httproute', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const parents = list(spec.parentRefs)
    .map(fields)
    .filter(parent => (parent.kind ?? 'Gateway') === 'Gateway')
    .flatMap(parent => {
      const name = text(parent.name);
      if (!name) return [];
      return [
        compact({
          name,
          namespace: text(parent.namespace),
          sectionName: text(parent.sectionName),
          port: numeral(parent.port),
        }),
      ];
    });
  const backends = list(spec.rules)
    .map(fields)
    .flatMap(rule =>
      list(rule.backendRefs)
        .map(fields)
        .filter(backend => (backend.kind ?? 'Service') === 'Service')
        .flatMap(backend => {
          const name = text(backend.name);
          if (!name) return [];
          return [
            compact({
              match: pathTitle(rule.matches),
              name,
              namespace: text(backend.namespace),
              port: numeral(backend.port),
            }),
          ];
        }),
    );
  return { ...base, hostnames: texts(spec.hostnames), parents, backends };
}
