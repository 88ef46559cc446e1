import type { ObjectRef } from '../model/identity';
import type { Tone } from '../model/verdicts';
import type { ChainLink, NextStep, Why } from './facts';

/**
 * How clients inside the mesh are meant to reach a host outside it.
 *
 * - `plain`: as the client sends it
 * - `tls-passthrough`: the client speaks TLS, routed by SNI
 * - `tls-origination`: plain HTTP becomes TLS on the way
 * - `mtls-origination`: plain HTTP becomes TLS with a client certificate
 * - `unknown`: the definitions do not say
 *
 * @public
 */
export type EgressIntent =
  | 'plain'
  | 'tls-passthrough'
  | 'tls-origination'
  | 'mtls-origination'
  | 'unknown';

/**
 * Whether the definitions of an egress do what they are meant to.
 *
 * - `effective`: consistent from client to host
 * - `degraded`: works, but not as safely or not for all as meant
 * - `broken`: requests fail or bypass what was meant
 *
 * @public
 */
export type EgressState = 'effective' | 'degraded' | 'broken' | 'unknown';

/** One external host as clients of the mesh reach it, checked end to end. @public */
export interface EgressStatus {
  cluster: string;
  /** As the ServiceEntry or route names it; may be a wildcard. */
  host: string;
  /** The ports that clients call. */
  ports: number[];
  intent: EgressIntent;
  /** Where TLS begins and traffic leaves: the sidecar, or an egress gateway. */
  via: 'sidecar' | 'gateway';
  serviceEntry?: ObjectRef;
  /** The Gateway of networking.istio.io, when traffic leaves through one. */
  gateway?: ObjectRef;
  /** Namespaces in which pods of the egress gateway run. */
  gatewayPods: Array<{ namespace: string; pods: number; ready: number }>;
  virtualServices: ObjectRef[];
  destinationRules: ObjectRef[];
  /** Client certificates that are presented to the host. */
  certificates: ObjectRef[];
  /** Namespaces whose clients may use it; `*` for every one. */
  namespaces: string[];
  state: EgressState;
  tone: Tone;
  why: Why;
  action?: NextStep;
  /** ServiceEntry → route to the gateway → rule to the gateway → Gateway → route out → rule with the certificate → Certificate. */
  chain: ChainLink[];
}
