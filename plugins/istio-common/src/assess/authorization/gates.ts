import { byCreation } from '../../model/byCreation';
import type {
  AuthorizationPolicyObject,
  RequestAuthenticationObject,
} from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import type { Layer } from './attributes';
import { type Chance, allOf, anyOf, not } from './chance';
import { type PolicyProxy, isAttached } from './proxyOf';
import type { RequestFacts } from './requestFacts';
import { policyChance } from './ruleChance';

/** A policy that is attached but turns nothing away, and why. */
export interface InertPolicy {
  policy: AuthorizationPolicyObject;
  reason: string;
}

/** One place where requests are judged, with all that is judged there. */
export interface Gate {
  readonly layer: Layer;
  readonly proxy: PolicyProxy;
  readonly custom: readonly AuthorizationPolicyObject[];
  readonly deny: readonly AuthorizationPolicyObject[];
  readonly allow: readonly AuthorizationPolicyObject[];
  readonly inert: readonly InertPolicy[];
  readonly authentications: readonly RequestAuthenticationObject[];
  /** What is known of the requests that come here. */
  readonly request: RequestFacts;
}

/** Why a policy that is attached has no say; undefined when it has. */
function inertReason(
  policy: AuthorizationPolicyObject,
  layer: Layer,
): string | undefined {
  if (policy.dryRun) return 'dry run: judged and logged, not enforced';
  switch (policy.action) {
    case 'ALLOW':
    case 'DENY':
      return undefined;
    case 'CUSTOM':
      return layer === 'ztunnel' ? 'ztunnel knows no CUSTOM action' : undefined;
    case 'AUDIT':
      return 'AUDIT only logs';
    default:
      return `Istio knows no action ${policy.action.slice(0, 40)}`;
  }
}

/** The policies that a proxy enforces, oldest first within each action. */
export function gateOf(
  scope: AssessScope,
  proxy: PolicyProxy,
  layer: Layer,
  rootNamespace: string,
  request: RequestFacts = {},
): Gate {
  const namespaces = new Set([
    rootNamespace,
    proxy.namespace,
    ...proxy.services.map(({ namespace }) => namespace ?? ''),
  ]);
  const lists = {
    CUSTOM: [] as AuthorizationPolicyObject[],
    DENY: [] as AuthorizationPolicyObject[],
    ALLOW: [] as AuthorizationPolicyObject[],
  };
  const inert: InertPolicy[] = [];
  const authentications: RequestAuthenticationObject[] = [];
  for (const namespace of namespaces) {
    for (const policy of scope.index.inNamespace(
      'authorizationpolicy',
      namespace,
    )) {
      if (!isAttached(policy, namespace, proxy, rootNamespace)) continue;
      const reason = inertReason(policy, layer);
      if (reason) inert.push({ policy, reason });
      // Any other action has its reason.
      else lists[policy.action as keyof typeof lists].push(policy);
    }
    if (layer !== 'http') continue;
    for (const policy of scope.index.inNamespace(
      'requestauthentication',
      namespace,
    )) {
      if (isAttached(policy, namespace, proxy, rootNamespace)) {
        authentications.push(policy);
      }
    }
  }
  return {
    layer,
    proxy,
    custom: lists.CUSTOM.sort(byCreation),
    deny: lists.DENY.sort(byCreation),
    allow: lists.ALLOW.sort(byCreation),
    inert: inert.sort((a, b) => byCreation(a.policy, b.policy)),
    authentications: authentications.sort(byCreation),
    request,
  };
}

/** Issuers that a gate accepts; undefined stands for any. */
export function issuersOf(gate: Gate): Array<string | undefined> {
  return gate.authentications.flatMap(({ jwtRules }) =>
    jwtRules.map(({ issuer }) => issuer),
  );
}

/** The requests of a gate with a token that it accepts, if it accepts any. */
export function withToken(gate: Gate): RequestFacts {
  const issuers = issuersOf(gate);
  return issuers.length > 0
    ? { ...gate.request, token: { issuers } }
    : gate.request;
}

/**
 * Whether requests get through. DENY is asked before ALLOW; with any ALLOW
 * policy, what none of them matches is turned away.
 * Source: pilot/pkg/security/authz/builder/builder.go, build.
 */
export function passes(gate: Gate, request: RequestFacts): Chance {
  const matches = (policies: readonly AuthorizationPolicyObject[]) =>
    anyOf(policies.map(policy => policyChance(policy, gate.layer, request)));
  return allOf([
    not(matches(gate.deny)),
    gate.allow.length > 0 ? matches(gate.allow) : 'always',
  ]);
}
