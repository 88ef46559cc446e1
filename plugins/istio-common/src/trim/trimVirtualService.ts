import type {
  HttpRoute,
  RouteDestination,
  StreamRoute,
  VirtualServiceObject,
} from '../model/networkingObjects';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  optionalTexts,
  stringMap,
  text,
  texts,
} from './fields';
import { objectBase } from './objectBase';
import { trimHttpMatch } from './trimHttpMatch';
import type { WatchedResource } from './watchedResources';

function destination(raw: unknown, weight?: number): RouteDestination[] {
  const target = fields(raw);
  const host = text(target.host);
  if (!host) return [];
  return [
    compact({
      host,
      subset: text(target.subset),
      port: numeral(fields(target.port).number),
      weight,
    }),
  ];
}

function destinations(raw: unknown): RouteDestination[] {
  return list(raw)
    .map(fields)
    .flatMap(route => destination(route.destination, numeral(route.weight)));
}

function httpRoute(raw: Fields, isDelegate: boolean): HttpRoute {
  const delegateName = text(fields(raw.delegate).name);
  const mirrors = [
    ...destination(raw.mirror),
    ...list(raw.mirrors)
      .map(fields)
      .flatMap(mirror => destination(mirror.destination)),
  ];
  return compact({
    name: text(raw.name),
    matches: list(raw.match)
      .map(fields)
      .map(match =>
        trimHttpMatch(match, isDelegate || delegateName !== undefined),
      ),
    destinations: destinations(raw.route),
    mirrors: mirrors.length > 0 ? mirrors : undefined,
    delegate: delegateName
      ? compact({
          name: delegateName,
          namespace: text(fields(raw.delegate).namespace),
        })
      : undefined,
    answers:
      raw.redirect || raw.directResponse || raw.direct_response
        ? true
        : undefined,
  });
}

function streamRoute(raw: Fields): StreamRoute {
  return {
    matches: list(raw.match)
      .map(fields)
      .map(match =>
        compact({
          sniHosts: optionalTexts(match.sniHosts),
          destinationSubnets: optionalTexts(match.destinationSubnets),
          port: numeral(match.port),
          gateways: optionalTexts(match.gateways),
          sourceNamespace: text(match.sourceNamespace),
          sourceLabels: stringMap(match.sourceLabels),
        }),
      ),
    destinations: destinations(raw.route),
  };
}

export function trimVirtualService(
  resource: WatchedResource,
  raw: unknown,
): VirtualServiceObject | undefined {
  const base = objectBase('virtualservice', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const hosts = texts(spec.hosts);
  return {
    ...base,
    hosts,
    gateways: texts(spec.gateways),
    exportTo: texts(spec.exportTo),
    http: list(spec.http)
      .map(fields)
      .map(route => httpRoute(route, hosts.length === 0)),
    tls: list(spec.tls).map(fields).map(streamRoute),
    tcp: list(spec.tcp).map(fields).map(streamRoute),
  };
}
