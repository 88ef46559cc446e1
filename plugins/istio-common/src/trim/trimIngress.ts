import type { IngressObject } from '../model/gatewayApiObjects';
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
import type { WatchedResource } from './watchedResources';

const INGRESS_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubernetes.io/ingress.class',
]);

function backendOf(
  raw: unknown,
): { service: string; port?: string } | undefined {
  const service = fields(fields(raw).service);
  const name = text(service.name);
  if (!name) return undefined;
  const port = fields(service.port);
  const number = numeral(port.number);
  return compact({
    service: name,
    port: number === undefined ? text(port.name) : String(number),
  });
}

function rules(raw: Fields): IngressObject['rules'][number][] {
  return list(fields(raw.http).paths)
    .map(fields)
    .flatMap(path => {
      const backend = backendOf(path.backend);
      if (!backend) return [];
      return [
        compact({
          host: text(raw.host),
          path: text(path.path) ?? '/',
          pathType: text(path.pathType),
          ...backend,
        }),
      ];
    });
}

export function trimIngress(
  resource: WatchedResource,
  raw: unknown,
): IngressObject | undefined {
  const base = objectBase('ingress', resource, raw, {
    annotations: INGRESS_ANNOTATIONS,
  });
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const fallback = backendOf(spec.defaultBackend);
  return compact({
    ...base,
    className: text(spec.ingressClassName),
    tls: list(spec.tls)
      .map(fields)
      .map(tls =>
        compact({ hosts: texts(tls.hosts), secretName: text(tls.secretName) }),
      ),
    rules: [
      ...list(spec.rules).map(fields).flatMap(rules),
      ...(fallback ? [{ path: '/', ...fallback }] : []),
    ],
  });
}
