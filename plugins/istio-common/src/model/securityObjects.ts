import type { ObjectBase, StringMap } from './objectMeta';

/** A PeerAuthentication. @public */
export interface PeerAuthenticationObject
  extends ObjectBase<'peerauthentication'> {
  /** Absent when the policy has no selector or an empty one. */
  readonly selector?: StringMap;
  /** Absent stands for UNSET. */
  readonly mode?: string;
  /** By container port; the value UNSET inherits. */
  readonly portLevel?: Readonly<Record<string, string>>;
}

/** A RequestAuthentication. @public */
export interface RequestAuthenticationObject
  extends ObjectBase<'requestauthentication'> {}

/** An AuthorizationPolicy. @public */
export interface AuthorizationPolicyObject
  extends ObjectBase<'authorizationpolicy'> {}
