import type { ValidationFinding } from '../../api/validation';
import { type OfflineCheck, zoneOf } from '../ingressCheck';

function labels(selector: Record<string, string>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** Gateway and issuer are those of the zone. @internal */
export const zoneIsFollowed: OfflineCheck = {
  id: 'zone-is-followed',
  title: 'gateway and issuer of the zone',
  run({ intent, zones }) {
    const zone = zoneOf(intent, zones);
    if (!zone) return [];
    const findings: ValidationFinding[] = [];
    const { gateway, issuer } = intent;
    const wanted = labels(zone.gateway.selector);
    if (
      gateway.namespace !== zone.gateway.namespace ||
      labels(gateway.selector) !== wanted
    ) {
      findings.push({
        code: 'MW-ZONE-GATEWAY',
        severity: 'error',
        field: 'gateway',
        cause: `Zone ${zone.name} is served by the gateway ${wanted} in ${
          zone.gateway.namespace
        }, not by ${labels(gateway.selector)} in ${gateway.namespace}.`,
        fix: `Use the gateway ${wanted} in ${zone.gateway.namespace}.`,
      });
    }
    const group = zone.issuer.group ?? 'cert-manager.io';
    if (
      issuer.name !== zone.issuer.name ||
      issuer.kind !== zone.issuer.kind ||
      issuer.group !== group
    ) {
      findings.push({
        code: 'MW-ZONE-ISSUER',
        severity: 'error',
        field: 'issuer.name',
        cause: `Certificates of zone ${zone.name} are signed by ${zone.issuer.kind} ${zone.issuer.name}, not by ${issuer.kind} ${issuer.name}.`,
        fix: `Use ${zone.issuer.kind} ${zone.issuer.name}.`,
      });
    }
    return findings;
  },
};
