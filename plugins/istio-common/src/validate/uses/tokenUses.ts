import {
  attachedGroups,
  ownGate,
} from '../../assess/authorization/attachedGroups';
import { isOfToken } from '../../assess/authorization/attributes';
import { issuersOf } from '../../assess/authorization/gates';
import { matchesOf } from '../../assess/authorization/matchesOf';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import type { ChangeView } from '../ChangeView';
import { useRule } from './useRule';

/** Workloads at which an issuer is no longer accepted by any policy. */
function losing(
  gone: Parameters<typeof attachedGroups>[1],
  issuers: ReadonlyArray<string | undefined>,
  { before, after }: ChangeView,
): Set<string> {
  const keys = attachedGroups(before, gone).map(({ key }) => key);
  return new Set(
    keys.filter(key => {
      const group = after.workloads.find(one => one.key === key);
      const gate = group && ownGate(after, group);
      const left = gate ? issuersOf(gate) : [];
      return issuers.some(issuer => !left.includes(issuer));
    }),
  );
}

function asksForTokens({ rules, dryRun }: AuthorizationPolicyObject): boolean {
  return !dryRun && rules.flatMap(matchesOf).some(({ key }) => isOfToken(key));
}

/**
 * AuthorizationPolicies that ask for what a token says, where none is looked
 * at any more: `requestPrincipals` and claims are empty then.
 * Source: pilot/pkg/security/authz/model/model.go, request.auth.principal.
 *
 * @internal
 */
export const tokenUses = useRule({
  type: 'requestauthentication',
  reads: ['authorizationpolicies.security.istio.io', 'pods'],
  usesOf(gone, view) {
    const issuers = gone.jwtRules.map(({ issuer }) => issuer);
    const keys = losing(gone, issuers, view);
    const users = [...view.after.index.all('authorizationpolicy')].filter(
      policy =>
        asksForTokens(policy) &&
        attachedGroups(view.after, policy).some(({ key }) => keys.has(key)),
    );
    return [
      {
        users: users.map(({ ref }) => ref),
        harm: 'no token is looked at there any more, so that rules which ask for one never match',
        fix: 'Remove these too, or keep a RequestAuthentication for the same pods.',
        severity: 'error',
        says: [FINDING_KINDS.unknownIssuer],
      },
    ];
  },
});
