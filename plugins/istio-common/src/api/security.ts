import type { ObjectRef } from '../model/identity';
import type { Tone } from '../model/verdicts';
import type { ConsideredObject, NextStep, Why } from './facts';

/**
 * Whether requests need a token.
 *
 * - `required`: a policy turns requests without a valid token away
 * - `required-on-some`: only on some paths, methods or ports
 * - `validated`: a token is checked when one is sent, none is needed
 * - `none`: no token is looked at
 *
 * @public
 */
export type JwtRequirement =
  | 'required'
  | 'required-on-some'
  | 'validated'
  | 'none'
  | 'unknown';

/** Tokens on one exposed host or at one workload. @public */
export interface AuthenticationFacts {
  jwt: JwtRequirement;
  /** Issuers whose tokens are accepted. */
  issuers: string[];
  tone: Tone;
  why: Why;
  action?: NextStep;
}

/** What AuthorizationPolicies do at a workload. @public */
export interface AuthorizationFacts {
  /**
   * `open`: no ALLOW policy, or one that lets everything in; DENY policies may
   * still turn some away. `allow-listed`: ALLOW policies let some in. `denied`:
   * everything is turned away. `custom`: an external authorizer decides.
   */
  access: 'open' | 'allow-listed' | 'denied' | 'custom' | 'unknown';
  /** Policies in the order in which Envoy asks them: CUSTOM, DENY, ALLOW, AUDIT. */
  policies: ConsideredObject[];
  authentication: AuthenticationFacts;
}

/** Something that the mesh needs a NetworkPolicy to let through. @public */
export interface NeededTraffic {
  /**
   * `hbone` is asked of ambient pods only, `ingress-gateway` of exposed ones
   * only, `webhook` and `xds` of istiod only.
   */
  what: 'ingress-gateway' | 'metrics' | 'hbone' | 'probes' | 'webhook' | 'xds';
  /** Container port; absent when every port is meant. */
  port?: number;
  allowed: 'yes' | 'no' | 'unknown';
  by: ObjectRef[];
  /** The workloads of gateways that are shut out; at most 20 named. */
  gateways?: ObjectRef[];
  detail: string;
}

/** What NetworkPolicies do to traffic into a workload. Static analysis. @public */
export interface NetworkFacts {
  /** Whether ingress that no policy names is turned away. */
  defaultDeny: 'yes' | 'no' | 'unknown';
  needs: NeededTraffic[];
  tone: Tone;
  why: Why;
  action?: NextStep;
}

/** What would break if a namespace or the whole mesh went STRICT. Static analysis. @public */
export interface StrictReadiness {
  cluster: string;
  scope: 'namespace' | 'mesh';
  /** The root namespace when `scope` is `mesh`. */
  namespace: string;
  /** The revision whose root namespace it is, when `scope` is `mesh`. */
  revision?: string;
  /** Workloads with a proxy, by their least strict port. */
  workloads: { total: number; strict: number; permissive: number; off: number };
  breaks: 'yes' | 'no' | 'unknown';
  /** At most 50, worst first; `more` counts the rest. */
  reasons: Array<{ ref: ObjectRef; reason: string; workload?: ObjectRef }>;
  more: number;
  tone: Tone;
  why: Why;
  action?: NextStep;
}
