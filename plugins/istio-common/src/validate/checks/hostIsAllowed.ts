import type { ExposureZone } from '../../model/zones';
import { type OfflineCheck, zoneCovers, zoneOf } from '../ingressCheck';

function limits(zone: ExposureZone): string {
  const parts = [
    zone.clusters && `clusters ${zone.clusters.join(', ')}`,
    zone.namespaces && `namespaces ${zone.namespaces.join(', ')}`,
  ].filter(Boolean);
  return parts.join(' and ');
}

/** The operator's zones let the namespace use the host in the cluster. @internal */
export const hostIsAllowed: OfflineCheck = {
  id: 'host-is-allowed',
  title: 'zone policy',
  run({ intent, zones }) {
    const { host, cluster, namespace } = intent;
    if (zoneOf(intent, zones)) return [];
    const base = {
      code: 'MW-HOST-ZONE',
      severity: 'error',
      field: 'host',
    } as const;
    if (zones.length === 0) {
      return [
        {
          ...base,
          cause: `No zone is configured, so no host may be exposed, ${host} included.`,
          fix: 'Ask the platform team to add a zone under istio.exposure.zones in the app configuration.',
        },
      ];
    }
    const covering = zones.find(zone => zoneCovers(zone, host));
    if (covering) {
      return [
        {
          ...base,
          cause: `Host ${host} is in zone ${covering.name}, which namespace ${namespace} in ${cluster} may not use.`,
          fix: `The zone is for ${limits(
            covering,
          )}: choose one of these, or ask the platform team to widen it.`,
        },
      ];
    }
    const usable = zones.filter(
      zone =>
        (zone.clusters?.includes(cluster) ?? true) &&
        (zone.namespaces?.includes(namespace) ?? true),
    );
    const domains = (usable.length ? usable : zones)
      .map(zone => zone.domain)
      .join(', ');
    return [
      {
        ...base,
        cause: `Host ${host} is outside every zone that namespace ${namespace} in ${cluster} may use.`,
        fix: `Use a host in ${domains}, for example ${intent.name}.${
          (usable[0] ?? zones[0]).domain
        }, or ask the platform team for a zone.`,
      },
    ];
  },
};
