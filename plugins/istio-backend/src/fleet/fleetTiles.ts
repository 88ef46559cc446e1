import {
  FLEET_TILE_FILTERS,
  type FleetKind,
  type FleetSummary,
  type FleetTile,
} from '@meshwright/backstage-plugin-istio-common';
import type { FleetEntry } from './FleetEntry';
import { podsOutOfDate } from './factTraits';

/** The rows of a kind, in whichever order. */
export type ReadRows = <K extends FleetKind>(
  kind: K,
) => readonly FleetEntry<K>[];

function countRows(read: ReadRows, tile: FleetTile): number {
  let count = 0;
  for (const { kind, state } of FLEET_TILE_FILTERS[tile]) {
    for (const { traits } of read(kind)) {
      if (traits.muted) continue;
      if (!state || state.some(one => traits.states.includes(one))) count += 1;
    }
  }
  return count;
}

/** The numbers of the tiles: each is what its lists hold. */
export function fleetTiles(
  read: ReadRows,
  clustersUnreachable: number,
): FleetSummary['tiles'] {
  return {
    workloads: countRows(read, 'workloads'),
    podsOutOfDate: read('workloads').reduce(
      (sum, { fact }) => sum + podsOutOfDate(fact),
      0,
    ),
    revisionsUnsupported: countRows(read, 'revisionsUnsupported'),
    notStrict: countRows(read, 'notStrict'),
    certificatesOverdue: countRows(read, 'certificatesOverdue'),
    expiredOrCaAtRisk: countRows(read, 'expiredOrCaAtRisk'),
    configErrors: countRows(read, 'configErrors'),
    egressBroken: countRows(read, 'egressBroken'),
    pullsBlocked: countRows(read, 'pullsBlocked'),
    clustersUnreachable,
  };
}
