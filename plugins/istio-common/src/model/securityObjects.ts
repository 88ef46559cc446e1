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

/** What a policy of Istio is attached to by reference. @public */
export interface PolicyTarget {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** How a policy of Istio chooses the proxies that enforce it. @public */
export interface PolicyScope {
  /** Absent when the policy has no selector or an empty one. */
  readonly selector?: StringMap;
  /** `targetRefs`, or the one `targetRef` of old. */
  readonly targets?: readonly PolicyTarget[];
  /** `matchLabels` stands beside `selector`, where nothing reads it. */
  readonly strayLabels?: StringMap;
}

/** One issuer whose tokens are accepted. @public */
export interface JwtRule {
  /** Absent when any issuer of the keys is accepted. */
  readonly issuer?: string;
  readonly jwksUri?: string;
  readonly audiences?: readonly string[];
  /** The token is handed on behind the proxy. */
  readonly forwards?: boolean;
}

/** A RequestAuthentication. @public */
export interface RequestAuthenticationObject
  extends ObjectBase<'requestauthentication'>,
    PolicyScope {
  readonly jwtRules: readonly JwtRule[];
}

/** A positive and a negative list of one attribute. @public */
export interface AttributeMatch {
  /** `hosts`, `requestPrincipals`, … or the key of a `when`. */
  readonly key: string;
  readonly values?: readonly string[];
  readonly notValues?: readonly string[];
}

/** One rule of an AuthorizationPolicy; each list inside is AND. @public */
export interface AuthorizationRule {
  /** One of them must match; absent: any source. */
  readonly from?: ReadonlyArray<readonly AttributeMatch[]>;
  /** One of them must match; absent: any operation. */
  readonly to?: ReadonlyArray<readonly AttributeMatch[]>;
  /** All of them must match. */
  readonly when?: readonly AttributeMatch[];
}

/** An AuthorizationPolicy. @public */
export interface AuthorizationPolicyObject
  extends ObjectBase<'authorizationpolicy'>,
    PolicyScope {
  /** ALLOW when the policy says nothing. */
  readonly action: string;
  readonly rules: readonly AuthorizationRule[];
  /** The external authorizer of a CUSTOM policy. */
  readonly provider?: string;
  /** Judged but not enforced, by annotation `istio.io/dry-run`. */
  readonly dryRun?: boolean;
  /** A part has a type that the API does not have, so that nothing is sure. */
  readonly unreadable?: boolean;
}
