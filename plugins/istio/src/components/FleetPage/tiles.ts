import {
  FLEET_TILE_FILTERS,
  type FleetTile,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';
import { TAB_OF_KIND } from './fleetTabs';
import { listParam } from './useFleetList';

/** A number of the overview. */
export interface TileDefinition {
  id: FleetTile;
  /** What the number says when it is not zero. */
  tone: Tone;
}

/** The tiles in their order: what is broken or ends first, counts last. */
export const TILES: readonly TileDefinition[] = [
  { id: 'podsOutOfDate', tone: 'warning' },
  { id: 'revisionsUnsupported', tone: 'error' },
  { id: 'notStrict', tone: 'warning' },
  { id: 'certificatesOverdue', tone: 'warning' },
  { id: 'expiredOrCaAtRisk', tone: 'error' },
  { id: 'configErrors', tone: 'error' },
  { id: 'egressBroken', tone: 'error' },
  { id: 'pullsBlocked', tone: 'error' },
  { id: 'clustersUnreachable', tone: 'unknown' },
  { id: 'workloads', tone: 'neutral' },
];

/** The lists behind a tile, as addresses beside that of the overview. */
export function tileHrefs(tile: FleetTile): string[] {
  return FLEET_TILE_FILTERS[tile].map(({ kind, state }) => {
    const tab = tile === 'notStrict' ? 'security' : TAB_OF_KIND[kind];
    const search = state
      ? `?${new URLSearchParams({
          [listParam(kind, 'state')]: state.join(','),
        })}`
      : '';
    return `../${tab}${search}`;
  });
}
