import type {
  ClientTls,
  DestinationRuleObject,
  TrafficPolicy,
} from '../model/networkingObjects';
import {
  compact,
  fields,
  list,
  numeral,
  stringMap,
  text,
  texts,
} from './fields';
import { objectBase } from './objectBase';
import { trimMatchLabels } from './trimSelector';
import type { WatchedResource } from './watchedResources';

/** `DISABLE` is the zero value: an empty `tls: {}` means it. */
function clientTls(raw: unknown): ClientTls | undefined {
  if (raw === undefined || raw === null) return undefined;
  const tls = fields(raw);
  const subjects = texts(tls.subjectAltNames);
  return compact({
    mode: text(tls.mode) ?? 'DISABLE',
    credentialName: text(tls.credentialName),
    sni: text(tls.sni),
    subjectAltNames: subjects.length > 0 ? subjects : undefined,
    clientCertificate: text(tls.clientCertificate),
    caCertificates: text(tls.caCertificates),
    insecureSkipVerify: tls.insecureSkipVerify === true ? true : undefined,
  });
}

function trafficPolicy(raw: unknown): TrafficPolicy | undefined {
  if (raw === undefined || raw === null) return undefined;
  const policy = fields(raw);
  const portLevel = list(policy.portLevelSettings)
    .map(fields)
    .flatMap(setting => {
      const port = numeral(fields(setting.port).number);
      return port === undefined
        ? []
        : [compact({ port, tls: clientTls(setting.tls) })];
    });
  return compact({
    tls: clientTls(policy.tls),
    portLevel: portLevel.length > 0 ? portLevel : undefined,
  });
}

export function trimDestinationRule(
  resource: WatchedResource,
  raw: unknown,
): DestinationRuleObject | undefined {
  const base = objectBase('destinationrule', resource, raw);
  const spec = fields(fields(raw).spec);
  const host = text(spec.host);
  if (!base || !host) return undefined;
  return compact({
    ...base,
    host,
    exportTo: texts(spec.exportTo),
    // An empty selector still keeps the rule inside its namespace.
    workloadSelector: spec.workloadSelector
      ? trimMatchLabels(spec.workloadSelector) ?? {}
      : undefined,
    trafficPolicy: trafficPolicy(spec.trafficPolicy),
    subsets: list(spec.subsets)
      .map(fields)
      .flatMap(subset => {
        const name = text(subset.name);
        if (!name) return [];
        return [
          compact({
            name,
            labels: stringMap(subset.labels),
            trafficPolicy: trafficPolicy(subset.trafficPolicy),
          }),
        ];
      }),
  });
}
