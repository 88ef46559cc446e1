import type { ValidationFinding } from '../../api/validation';
import {
  attachedGroups,
  ownGate,
} from '../../assess/authorization/attachedGroups';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { stringifyObjectRef } from '../../model/identity';
import type { RequestAuthenticationObject } from '../../model/securityObjects';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';

/** Other policies at the pods of one of the change. */
function beside(
  own: RequestAuthenticationObject,
  { view }: LiveInput,
): RequestAuthenticationObject[] {
  const found = attachedGroups(view.after, own).flatMap(
    group => ownGate(view.after, group)?.authentications ?? [],
  );
  return [...new Set(found)].filter(({ ref }) => !view.writes(ref));
}

function keysOf(jwksUri: string | undefined): string {
  return jwksUri ? `the keys of ${jwksUri}` : 'keys of its own';
}

/**
 * A rule asks for the tokens of an issuer by its name. Where another policy
 * takes the same name by other keys, who holds these signs tokens that pass:
 * each rule is a provider, and one that accepts is enough.
 * Source: pilot/pkg/security/authn/policy_applier.go, convertToEnvoyJwtConfig.
 *
 * @internal
 */
export const keysAgree: LiveChangeCheck = {
  id: 'keys-agree',
  title: 'keys of other RequestAuthentications',
  needs: ['pods', 'requestauthentications.security.istio.io'],
  concerns: ({ kind }) => kind === 'jwt',
  run(input): ValidationFinding[] {
    const { view } = input;
    const told = new Map<string, ValidationFinding>();
    for (const own of view.after.index.all('requestauthentication')) {
      if (!view.writes(own.ref)) continue;
      const keys = new Map(
        own.jwtRules.map(({ issuer, jwksUri }) => [issuer, jwksUri]),
      );
      for (const { ref, jwtRules } of beside(own, input)) {
        const other = jwtRules.find(
          ({ issuer, jwksUri }) =>
            keys.has(issuer) && keys.get(issuer) !== jwksUri,
        );
        if (!other) continue;
        told.set(stringifyObjectRef(ref), {
          ...ofKind(CHANGE_CODES.keysDiffer),
          ref,
          field: 'issuer.jwksUri',
          cause: `RequestAuthentication ${named(ref)} takes tokens of ${
            other.issuer
          } by ${keysOf(other.jwksUri)} at the same pods as ${named(
            own.ref,
          )}: what they sign passes here too.`,
          fix: `Give the same jwksUri, or correct ${named(ref)}.`,
        });
      }
    }
    return [...told.values()];
  },
};
