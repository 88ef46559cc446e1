import type { ValidationFinding } from '../../api/validation';
import type { ExposureZone } from '../../model/zones';
import { type CheckInput, type OfflineCheck, zoneOf } from '../ingressCheck';

function labels(selector: Record<string, string>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** A gateway of the namespace's own, where the zone lets it serve. */
function isOwn({ intent }: CheckInput, zone: ExposureZone): boolean {
  return (
    zone.ownGateways === true && intent.gateway.namespace === intent.namespace
  );
}

function strangeGateway(
  { intent }: CheckInput,
  zone: ExposureZone,
): ValidationFinding {
  const { gateway } = intent;
  const wanted = `the gateway ${labels(zone.gateway.selector)} in ${
    zone.gateway.namespace
  }`;
  const given =
    // istiod labels the pods of a Kubernetes Gateway by its name.
    gateway.own && intent.form === 'gateway-api'
      ? 'one of its own'
      : labels(gateway.selector);
  return {
    code: 'MW-ZONE-GATEWAY',
    severity: 'error',
    field: 'gateway',
    cause: `Zone ${zone.name} is served by ${wanted}, not by ${given} in ${gateway.namespace}.`,
    fix:
      gateway.namespace === intent.namespace && !zone.ownGateways
        ? `Use ${wanted}, or ask the platform team for ownGateways in the zone.`
        : `Use ${wanted}.`,
  };
}

/** Gateway and issuer are those of the zone. @internal */
export const zoneIsFollowed: OfflineCheck = {
  id: 'zone-is-followed',
  title: 'gateway and issuer of the zone',
  run(input) {
    const { intent, zones } = input;
    const zone = zoneOf(intent, zones);
    if (!zone) return [];
    const findings: ValidationFinding[] = [];
    const { gateway, issuer } = intent;
    const isZones =
      gateway.namespace === zone.gateway.namespace &&
      labels(gateway.selector) === labels(zone.gateway.selector);
    if (!isZones && !isOwn(input, zone)) {
      findings.push(strangeGateway(input, zone));
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
