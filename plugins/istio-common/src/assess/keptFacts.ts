import type { FleetFacts } from '../api/fleet';
import type { PortMtlsStatus, WorkloadStatus } from '../api/facts';
import type { StrictReadiness } from '../api/security';
import type { ObjectRef } from '../model/identity';

/**
 * What a client without a proxy is, as far as its labels say.
 *
 * @public
 */
export type ClientKind =
  | 'ingress-controller'
  | 'prometheus'
  | 'job'
  | 'host-network'
  | 'workload';

/**
 * A workload with pods that have no proxy. It may call any port of its cluster
 * that takes plain text, so that it is kept once, and joined to their facts
 * where somebody reads them, see {@link CompleteFacts}.
 *
 * @public
 */
export interface PlainClient {
  cluster: string;
  ref: ObjectRef;
  /** How many of its pods have no proxy. */
  pods: number;
  kind: ClientKind;
}

/**
 * What would break if a port went STRICT, as it is kept.
 *
 * @public
 */
export interface KeptStrict extends Pick<PortMtlsStatus['strict'], 'breaks'> {
  /** What of the workload's own would break. */
  own: PortMtlsStatus['strict']['reasons'];
  /** Whether clients without a proxy would be turned away too: every one of the cluster. */
  clients: boolean;
}

/**
 * A port as it is kept.
 *
 * @public
 */
export interface KeptPort extends Omit<PortMtlsStatus, 'strict'> {
  strict: KeptStrict;
}

/**
 * A workload as it is kept.
 *
 * @public
 */
export interface KeptWorkload extends Omit<WorkloadStatus, 'mtls'> {
  mtls: KeptPort[];
}

/**
 * A workload, kept or complete, for those who do not ask what STRICT breaks.
 *
 * @public
 */
export interface AnyWorkload extends Omit<WorkloadStatus, 'mtls'> {
  mtls: ReadonlyArray<Omit<PortMtlsStatus, 'strict'>>;
}

/**
 * Readiness for STRICT as it is kept. Unless every workload is STRICT already,
 * the clients of the cluster come between `surest` and `rest`.
 *
 * @public
 */
export interface KeptReadiness
  extends Omit<StrictReadiness, 'reasons' | 'more' | 'why' | 'action'> {
  /** What would break that is surer than what clients do; no more than are told. */
  surest: StrictReadiness['reasons'];
  /** What else would break, clients apart; no more than are told. */
  rest: StrictReadiness['reasons'];
  /** How many there are of both. */
  own: number;
  /** Workloads with ports that no proxy handles. */
  bypassed: number;
  /** Why nothing can be said. */
  blind?: string;
}

/**
 * What rows of the fleet hold, as it is kept.
 *
 * @public
 */
export interface KeptFleetFacts
  extends Omit<FleetFacts, 'workloads' | 'strict-readiness'> {
  workloads: KeptWorkload;
  'strict-readiness': KeptReadiness;
}
