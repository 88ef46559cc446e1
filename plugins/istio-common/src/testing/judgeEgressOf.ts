import type { EgressStatus } from '../api/egress';
import type { DataState } from '../api/freshness';
import { assessRaw } from './assessRaw';
import { rawEgressMesh, rawEgressParts } from './raw/egress';

/** The parts of a sound egress that a test replaces, or (undefined) leaves out. */
export type EgressChanges = Partial<
  Record<keyof ReturnType<typeof rawEgressParts>, unknown>
>;

/** The sound egress through the gateway, some of its parts changed. */
export function judgeEgressOf(
  changes: EgressChanges,
  more: readonly unknown[] = [],
  states: Record<string, DataState> = {},
): EgressStatus[] {
  const parts = Object.values({ ...rawEgressParts(), ...changes });
  const raw = parts.filter(one => one !== undefined);
  return assessRaw([...rawEgressMesh(), ...raw, ...more], { states }).egress;
}
