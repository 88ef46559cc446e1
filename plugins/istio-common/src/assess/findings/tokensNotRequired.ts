import { attachedGroups, ownGate } from '../authorization/attachedGroups';
import { tokenDemand } from '../authorization/tokenDemand';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** RequestAuthentications that require nothing anywhere. */
export const tokensNotRequired = objectRule({
  name: 'tokens-not-required',
  raises: ['tokenNotRequired'],
  subjects: ['requestauthentication'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    if (policy.targets || policy.jwtRules.length === 0) return;
    const groups = attachedGroups(scope, policy);
    if (groups.length === 0) return;
    const open = groups.every(group => {
      const gate = ownGate(scope, group);
      return gate !== undefined && tokenDemand([gate]).jwt === 'validated';
    });
    if (!open) return;
    yield {
      kind: 'tokenNotRequired',
      object: policy,
      related: groups.slice(0, 5).map(({ ref }) => ref),
      cause: `${nameOf(
        policy.ref,
      )} checks tokens, but requests without one pass everywhere it applies`,
      fix: 'Add an AuthorizationPolicy with action DENY for notRequestPrincipals "<issuer>/*", limited to the hosts or workloads that need a token.',
    };
  },
});
