import type { PortMtlsStatus, WorkloadStatus } from '../api/facts';
import type { FleetFacts, FleetKind } from '../api/fleet';
import type { StrictReadiness } from '../api/security';
import type {
  KeptFleetFacts,
  KeptPort,
  KeptReadiness,
  KeptWorkload,
  PlainClient,
} from './keptFacts';
import { clientReasons, clientsInOrder } from './mtls/clientReasons';
import { completeReadiness } from './mtls/completeReadiness';

type Reasons = PortMtlsStatus['strict']['reasons'];

/** A port with what clients break at it. */
export function completePort(
  port: KeptPort,
  callersOf: () => Reasons,
): PortMtlsStatus {
  const { breaks, own, clients } = port.strict;
  return {
    ...port,
    strict: { breaks, reasons: clients ? joined(callersOf(), own) : own },
  };
}

function joined(callers: Reasons, own: Reasons): Reasons {
  return own.length > 0 ? [...callers, ...own] : callers;
}

/**
 * Joins the facts of one cluster, as they are kept, with the clients without a
 * proxy that they refer to.
 *
 * @public
 */
export class CompleteFacts {
  readonly #given: readonly PlainClient[];
  #inOrder: readonly PlainClient[] | undefined;
  #reasons: Reasons | undefined;
  /** Workloads that are alike have their ports in common. */
  readonly #ports = new Map<readonly KeptPort[], PortMtlsStatus[]>();

  constructor({ plainClients }: { plainClients: readonly PlainClient[] }) {
    this.#given = plainClients;
  }

  /** A workload with everything that STRICT would break at its ports. */
  workload(kept: KeptWorkload): WorkloadStatus {
    return { ...kept, mtls: this.#portsOf(kept.mtls) };
  }

  /** Readiness for STRICT with everything that would break. */
  readiness(kept: KeptReadiness): StrictReadiness {
    return completeReadiness(kept, this.#clients);
  }

  /** A row of the fleet. */
  row<K extends FleetKind>(kind: K, kept: KeptFleetFacts[K]): FleetFacts[K] {
    const complete: {
      [One in FleetKind]?: (kept: KeptFleetFacts[One]) => FleetFacts[One];
    } = {
      workloads: one => this.workload(one),
      'strict-readiness': one => this.readiness(one),
    };
    const join = complete[kind];
    // Facts of the other kinds are kept as they are; the compiler knows no "other".
    return join ? join(kept) : (kept as unknown as FleetFacts[K]);
  }

  get #clients(): readonly PlainClient[] {
    return (this.#inOrder ??= clientsInOrder(this.#given));
  }

  get #callers(): Reasons {
    return (this.#reasons ??= clientReasons(this.#clients));
  }

  #portsOf(kept: readonly KeptPort[]): PortMtlsStatus[] {
    const known = this.#ports.get(kept);
    if (known) return known;
    const ports = kept.map(port => completePort(port, () => this.#callers));
    this.#ports.set(kept, ports);
    return ports;
  }
}
