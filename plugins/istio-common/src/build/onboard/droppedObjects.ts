import { type ManifestObject, manifestRef } from '../manifest';
import type { OnboardGateway, OnboardIntent } from './onboardIntent';
import { onboardNetwork } from './onboardNetwork';
import type { Tenant } from './tenantField';
import { tenantPolicy } from './tenantPolicy';
import { tenantRights } from './tenantRights';

/** A tenant of whom only the names of the objects are asked for. */
const ANYBODY: Tenant = {
  subjects: [],
  domains: [],
  issuer: { group: '', kind: '', name: '' },
  reservedPrefixes: [],
  maxDuration: '1h',
};

function tenantObjects(
  intent: OnboardIntent,
  tenant: Tenant,
  gateway: OnboardGateway,
): ManifestObject[] {
  return [
    ...tenantRights(intent, tenant, gateway),
    ...tenantPolicy(intent, tenant, gateway),
  ];
}

/**
 * What an earlier form of the onboarding may have written and this one does
 * not: rights of a tenant who left, and the policies of another data plane.
 * Without a gateway nobody knows where the rights on certificates are, and
 * then the policy that limits them stays too.
 *
 * @internal
 */
export function droppedObjects(intent: OnboardIntent): ManifestObject[] {
  const { namespace, gateway, tenant } = intent;
  const own = { namespace, selector: {} };
  const metrics = { namespace, ports: [] };
  const possible = [
    ...onboardNetwork({
      ...{ ...intent, metrics, outbound: { allow: [] } },
      ...{ dataPlane: 'ambient', gateway: own },
    }),
    ...(gateway ? tenantObjects(intent, ANYBODY, gateway) : []),
  ];
  const kept = [
    ...onboardNetwork(intent),
    ...(tenant && gateway ? tenantObjects(intent, tenant, gateway) : []),
  ];
  const id = (object: ManifestObject) => JSON.stringify(manifestRef(object));
  const wanted = new Set(kept.map(id));
  return possible.filter(object => !wanted.has(id(object)));
}
