import type {
  HttpMatch,
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
  stringMap,
  text,
  texts,
} from './fields';
import { objectBase } from './objectBase';
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

function optionalTexts(value: unknown): string[] | undefined {
  const names = texts(value);
  return names.length > 0 ? names : undefined;
}

/** The condition in words, "prefix /api"; a regular expression is shown as it is. */
function stringMatch(raw: unknown): string | undefined {
  const match = fields(raw);
  for (const kind of ['exact', 'prefix', 'regex']) {
    const value = text(match[kind]);
    if (value) return `${kind} ${value}`;
  }
  return undefined;
}

/**
 * A match on nothing but the prefix `/` (or on nothing at all) takes every
 * request, so that later routes are never reached.
 * Source: pilot/pkg/networking/core/route/route.go, IsCatchAllRoute.
 */
function httpMatch(match: Fields): HttpMatch {
  const uri = stringMatch(match.uri);
  const conditions = [
    uri,
    ...['method', 'scheme', 'authority'].map(key => {
      const value = stringMatch(match[key]);
      return value && `${key} ${value}`;
    }),
    ...['headers', 'withoutHeaders', 'queryParams'].flatMap(key =>
      Object.keys(fields(match[key])).map(name => `${key} ${name}`),
    ),
  ].filter((condition): condition is string => condition !== undefined);
  const uriIsAll =
    uri === undefined || uri === 'prefix /' || uri === 'regex .*';
  return compact({
    title: conditions.join(', ') || 'any request',
    catchAll: uriIsAll && conditions.length === (uri ? 1 : 0),
    gateways: optionalTexts(match.gateways),
    port: numeral(match.port),
    sourceNamespace: text(match.sourceNamespace),
    sourceLabels: stringMap(match.sourceLabels),
  });
}

function httpRoute(raw: Fields): HttpRoute {
  const delegateName = text(fields(raw.delegate).name);
  const mirrors = [
    ...destination(raw.mirror),
    ...list(raw.mirrors)
      .map(fields)
      .flatMap(mirror => destination(mirror.destination)),
  ];
  return compact({
    name: text(raw.name),
    matches: list(raw.match).map(fields).map(httpMatch),
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
  return {
    ...base,
    hosts: texts(spec.hosts),
    gateways: texts(spec.gateways),
    exportTo: texts(spec.exportTo),
    http: list(spec.http).map(fields).map(httpRoute),
    tls: list(spec.tls).map(fields).map(streamRoute),
    tcp: list(spec.tcp).map(fields).map(streamRoute),
  };
}
