import type { GatewayObject, GatewayServer } from '../model/networkingObjects';
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

function serverTls(raw: unknown): GatewayServer['tls'] {
  if (raw === undefined || raw === null) return undefined;
  const tls = fields(raw);
  const names = texts(tls.credentialNames);
  const subjects = texts(tls.subjectAltNames);
  return compact({
    mode: text(tls.mode),
    credentialName: text(tls.credentialName),
    credentialNames: names.length > 0 ? names : undefined,
    caCertCredentialName: text(tls.caCertCredentialName),
    httpsRedirect: tls.httpsRedirect === true ? true : undefined,
    serverCertificate: text(tls.serverCertificate),
    subjectAltNames: subjects.length > 0 ? subjects : undefined,
  });
}

function server(raw: Fields): GatewayServer[] {
  const port = fields(raw.port);
  const number = numeral(port.number);
  if (number === undefined) return [];
  return [
    compact({
      port: number,
      portName: text(port.name),
      protocol: (text(port.protocol) ?? '').toUpperCase(),
      hosts: texts(raw.hosts),
      bind: text(raw.bind),
      tls: serverTls(raw.tls),
    }),
  ];
}

/** A Gateway of networking.istio.io. */
export function trimGateway(
  resource: WatchedResource,
  raw: unknown,
): GatewayObject | undefined {
  const base = objectBase('gateway', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  return {
    ...base,
    selector: stringMap(spec.selector) ?? {},
    servers: list(spec.servers).map(fields).flatMap(server),
  };
}
