import type { IngressIntent } from '../build/ingress/ingressIntent';
import type { ExposureZone } from '../model/zones';
import { hostIsAllowed } from './checks/hostIsAllowed';
import { zoneOf } from './ingressCheck';

/** As much of an ingress intent as decides its zone. @public */
export interface ZonedInput {
  cluster: string;
  namespace: string;
  service: { name: string };
  host: string;
  name?: string;
  gateway?: object;
  issuer?: object;
}

/** An input with gateway and issuer, or the sentence that says why not. @public */
export type ZoneCompletion<T extends ZonedInput> =
  | { input: T & { gateway: object; issuer: object }; zone: ExposureZone }
  | { problem: string };

/**
 * Adds the gateway and the issuer of the zone that governs the host, where the
 * input does not name them: developers choose a host, the operator chose what
 * serves it.
 *
 * @public
 */
export function completeFromZone<T extends ZonedInput>(
  input: T,
  zones: readonly ExposureZone[],
): ZoneCompletion<T> {
  const zone = zoneOf(input, zones);
  if (!zone) return { problem: outsideZones(input, zones) };
  return {
    zone,
    input: {
      ...input,
      gateway: input.gateway ?? zone.gateway,
      issuer: input.issuer ?? {
        group: zone.issuer.group ?? 'cert-manager.io',
        kind: zone.issuer.kind,
        name: zone.issuer.name,
      },
    },
  };
}

function outsideZones(input: ZonedInput, zones: readonly ExposureZone[]) {
  const intent = { ...input, name: input.name ?? input.service.name };
  return hostIsAllowed
    .run({
      // The check reads host, cluster, namespace and name, which are all here.
      intent: intent as unknown as IngressIntent,
      objects: [],
      zones,
    })
    .map(({ cause, fix }) => `${cause} ${fix}`)
    .join(' ');
}
