import type {
  JwtRule,
  RequestAuthenticationObject,
} from '../model/securityObjects';
import { type Fields, compact, fields, list, text, texts } from './fields';
import { objectBase } from './objectBase';
import { trimPolicyScope } from './trimPolicyScope';
import type { WatchedResource } from './watchedResources';

function jwtRule(raw: Fields): JwtRule {
  const audiences = texts(raw.audiences);
  return compact({
    issuer: text(raw.issuer),
    jwksUri: text(raw.jwksUri),
    audiences: audiences.length > 0 ? audiences : undefined,
    forwards: raw.forwardOriginalToken === true ? true : undefined,
  });
}

/** A RequestAuthentication; inline keys are not kept. */
export function trimRequestAuthentication(
  resource: WatchedResource,
  raw: unknown,
): RequestAuthenticationObject | undefined {
  const base = objectBase('requestauthentication', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  return {
    ...base,
    ...trimPolicyScope(spec),
    jwtRules: list(spec.jwtRules).map(fields).map(jwtRule),
  };
}
