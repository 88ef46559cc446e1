import type { FleetEntity } from '@meshwright/backstage-plugin-istio-common';

/** The entity that a form is filled in for: that of a row, unless it has several. */
export function soleEntity(
  entities: readonly FleetEntity[],
): string | undefined {
  return entities.length === 1 ? entities[0].entityRef : undefined;
}
