import type { LabelSelector, ObjectBase } from './objectMeta';

/** Who may connect. Exactly one form is set. @public */
export interface NetworkPeer {
  /** Absent with a `namespaces`: every pod of them. */
  readonly pods?: LabelSelector;
  /** Absent: the policy's own namespace. */
  readonly namespaces?: LabelSelector;
  readonly block?: {
    readonly cidr: string;
    readonly except?: readonly string[];
  };
}

/** A port that a rule opens. @public */
export interface NetworkPort {
  /** A number or the name of a container port; absent: every port of the protocol. */
  readonly port?: number | string;
  readonly endPort?: number;
  /** Absent for TCP. */
  readonly protocol?: string;
}

/** One ingress rule. @public */
export interface NetworkRule {
  /** Absent: from anywhere. */
  readonly from?: readonly NetworkPeer[];
  /** Absent: every port. */
  readonly ports?: readonly NetworkPort[];
}

/** One egress rule. @public */
export interface NetworkEgressRule {
  /** Absent: to anywhere. */
  readonly to?: readonly NetworkPeer[];
  /** Absent: every port. */
  readonly ports?: readonly NetworkPort[];
}

/** A NetworkPolicy. @public */
export interface NetworkPolicyObject extends ObjectBase<'networkpolicy'> {
  /** Absent or empty: every pod of the namespace. */
  readonly pods?: LabelSelector;
  /** Whether it isolates its pods against traffic that no rule lets in. */
  readonly ingress: boolean;
  readonly rules: readonly NetworkRule[];
  /** What its pods may call; absent: it does not limit what leaves them. */
  readonly egress?: readonly NetworkEgressRule[];
  /** A part has a type that the API does not have, so that nothing is sure. */
  readonly unreadable?: boolean;
}
