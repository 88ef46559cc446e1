import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import { celText } from './celText';
import type { OnboardGateway, OnboardIntent } from './onboardIntent';
import type { Tenant } from './tenantField';
import { tenantNames } from './tenantNames';

/** Marks the claims of all tenants at a gateway. */
const CLAIM = { 'meshwright.dev/tenant-claim': 'certificates' };

/** How names begin that a tenant claims, if the object is such a claim. @public */
export function claimedPrefix({
  kind,
  metadata,
  data,
}: ManifestObject): string | undefined {
  const isClaim =
    kind === 'ConfigMap' &&
    Object.entries(CLAIM).every(([key, one]) => metadata.labels?.[key] === one);
  return isClaim ? data?.prefix : undefined;
}

/** How the names of a tenant's certificates begin. @internal */
export function tenantPrefix(
  { namespace }: Pick<OnboardIntent, 'namespace'>,
  { certificatePrefix }: Pick<Tenant, 'certificatePrefix'>,
): string {
  return certificatePrefix ?? `${namespace}-`;
}

/**
 * What a tenant claims beside the gateway: names that begin so. The policy of
 * every tenant reads the claims of all, whichever came first: `shop-` alone
 * would take in `shop-eu-`, the names of a tenant of namespace `shop-eu`.
 *
 * @internal
 */
export function tenantClaim(
  intent: OnboardIntent,
  tenant: Tenant,
  gateway: OnboardGateway,
): ManifestObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: tenantNames(intent.namespace).claim,
      namespace: gateway.namespace,
      labels: { ...CLAIM },
    },
    data: { prefix: tenantPrefix(intent, tenant) },
  };
}

/** The kind of what the policy reads beside the request. @internal */
export const CLAIM_KIND: JsonObject = { apiVersion: 'v1', kind: 'ConfigMap' };

/**
 * Which claims the policy reads; it judges once by each. Without any, not even
 * the tenant's own, nothing is let through.
 *
 * @internal
 */
export function claimsAt(gateway: OnboardGateway): JsonObject {
  return {
    namespace: gateway.namespace,
    selector: { matchLabels: { ...CLAIM } },
    parameterNotFoundAction: 'Deny',
  };
}

/**
 * The name is not one that another claim covers which is as long or longer. The
 * own claim is known by its name: two tenants may have claimed the same, and
 * then neither gets it. A claim that says nothing takes nothing.
 * Source: kubernetes.io, Validating Admission Policy, "Parameter resources".
 *
 * @internal
 */
export function claimedByNobodyElse(
  intent: OnboardIntent,
  tenant: Tenant,
): JsonObject {
  const own = celText(tenantPrefix(intent, tenant));
  return {
    expression: [
      `params.metadata.name == ${celText(tenantNames(intent.namespace).claim)}`,
      // What is not there would be an error, and that refuses every tenant.
      '!has(params.data)',
      '!("prefix" in params.data)',
      `!params.data.prefix.startsWith(${own})`,
      '!variables.name.startsWith(params.data.prefix)',
    ].join(' || '),
    messageExpression:
      '"The name of the Certificate begins with " + params.data.prefix + " as those of another tenant, whose claim is ConfigMap " + params.metadata.name + ": rename it."',
    message:
      'The name of the Certificate begins as those of another tenant: rename it.',
    reason: 'Forbidden',
  };
}
