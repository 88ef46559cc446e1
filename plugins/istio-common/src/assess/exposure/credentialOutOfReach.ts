import { credentialNames, secretOutOfReach } from './credentials';
import type { ExposureDraft } from './exposureDraft';
import { type ServerOf, gatewayName, isPassthrough } from './gatewayServers';
import type { GatewayWorkload } from './gatewayWorkloads';

/** Why the pods never get the certificate of a server. */
export function credentialOutOfReach(
  { gateway, server }: ServerOf,
  workloads: readonly GatewayWorkload[],
): ExposureDraft['problem'] {
  if (isPassthrough(server)) return undefined;
  for (const { group } of workloads) {
    for (const name of credentialNames(server)) {
      const secret = secretOutOfReach(name, group.namespace);
      if (!secret) continue;
      return {
        state: 'broken',
        summary: `Gateway ${gatewayName(gateway.ref)} takes Secret ${
          secret.namespace
        }/${secret.name}, which istiod gives to pods of ${
          secret.namespace
        } only, and the gateway pods run in ${group.namespace}`,
        object: gateway.ref,
        title: 'Move the certificate',
        fix: `Let a Certificate write a Secret in ${
          group.namespace
        }, and name it without a namespace in Gateway ${gatewayName(
          gateway.ref,
        )}.`,
      };
    }
  }
  return undefined;
}
