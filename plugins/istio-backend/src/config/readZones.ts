import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ExposureZone } from '@meshwright/backstage-plugin-istio-common';

const DOMAIN =
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Reads `istio.exposure.zones`. */
export function readZones(config: Config): ExposureZone[] {
  const zones = config.getOptionalConfigArray('istio.exposure.zones') ?? [];
  return zones.map((zone, at) => readZone(zone, `istio.exposure.zones[${at}]`));
}

function readZone(config: Config, where: string): ExposureZone {
  const name = config.getString('name');
  const domain = config.getString('domain');
  if (!DOMAIN.test(domain)) {
    throw new InputError(
      `${where} (${name}): domain '${domain}' is not a DNS name in lower case`,
    );
  }
  const selector = readSelector(config.getConfig('gateway'));
  if (Object.keys(selector).length === 0) {
    throw new InputError(
      `${where} (${name}): gateway.selector needs at least one label, or every pod would count as gateway`,
    );
  }
  return {
    name,
    domain,
    clusters: config.getOptionalStringArray('clusters'),
    namespaces: config.getOptionalStringArray('namespaces'),
    issuer: {
      kind: readIssuerKind(config, where),
      name: config.getString('issuer.name'),
      group: config.getOptionalString('issuer.group') ?? 'cert-manager.io',
    },
    gateway: { namespace: config.getString('gateway.namespace'), selector },
    ownGateways: config.getOptionalBoolean('ownGateways'),
  };
}

function readIssuerKind(
  config: Config,
  where: string,
): 'Issuer' | 'ClusterIssuer' {
  const kind = config.getOptionalString('issuer.kind') ?? 'ClusterIssuer';
  if (kind !== 'Issuer' && kind !== 'ClusterIssuer') {
    throw new InputError(
      `${where}: issuer.kind '${kind}' must be Issuer or ClusterIssuer`,
    );
  }
  return kind;
}

/** Label names hold dots and slashes, so the object is taken whole. */
function readSelector(gateway: Config): Record<string, string> {
  const raw = gateway.getOptional('selector');
  if (!raw || typeof raw !== 'object' || Array.isArray(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).map(([label, value]) => [label, String(value)]),
  );
}
