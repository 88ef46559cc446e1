import type { StrictReadiness } from '../../api/security';
import type { KeptReadiness, PlainClient } from '../keptFacts';
import { clientReason } from './clientReasons';
import { TOLD } from './readinessOf';
import { breakingStep, readinessSummary, strictStep } from './readinessWords';

type Reasons = StrictReadiness['reasons'];

/** Clients of the same namespace first: they are the likelier callers. */
function nearestFirst(
  { scope, namespace }: KeptReadiness,
  clients: readonly PlainClient[],
): readonly PlainClient[] {
  if (scope === 'mesh') return clients;
  const isNear = ({ ref }: PlainClient) => ref.namespace === namespace;
  return [
    ...clients.filter(isNear),
    ...clients.filter(client => !isNear(client)),
  ];
}

/**
 * Readiness with what clients break.
 *
 * @param clients - of the cluster, ordered by identity
 */
export function completeReadiness(
  kept: KeptReadiness,
  clients: readonly PlainClient[],
): StrictReadiness {
  const { surest, rest, own, bypassed, blind, ...known } = kept;
  const { breaks, tone, ...place } = known;
  const open = kept.workloads.strict < kept.workloads.total;
  const calling = open ? nearestFirst(kept, clients) : [];
  const reasons: Reasons = [
    ...surest,
    ...calling.slice(0, TOLD).map(clientReason),
    ...rest,
  ].slice(0, TOLD);
  const breaking = own + calling.length;
  const [first] = reasons;
  return {
    ...place,
    breaks,
    reasons,
    more: Math.max(0, breaking - TOLD),
    tone,
    why: {
      summary:
        blind === undefined
          ? readinessSummary(kept.workloads, breaking, bypassed)
          : `Not known, because ${blind}`,
      considered: [],
    },
    ...(breaks !== 'unknown' &&
      open && { action: first ? breakingStep(first) : strictStep(kept) }),
  };
}
