import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { entitySelector } from '@meshwright/backstage-plugin-istio-common';
import type { CallOptions } from '../backend/IstioBackend';

/**
 * The entity must be one that the initiator may see. Where the change is for
 * its workload it must also name that: otherwise its page could never show
 * whether the change works. Returns the full reference.
 *
 * @internal
 */
export async function requireEntity(
  catalog: CatalogService,
  entityRef: string,
  needsWorkload: boolean,
  { credentials }: CallOptions,
): Promise<string> {
  const ref = fullRef(entityRef);
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) {
    throw new InputError(
      `Entity ${ref} is not in the catalog, or you may not see it; choose one of your components`,
    );
  }
  if (needsWorkload && !entitySelector(entity.metadata.annotations)) {
    const { name } = parseEntityRef(ref);
    throw new InputError(
      `Entity ${ref} names no workload, so its page could not show this change; add the annotation backstage.io/kubernetes-label-selector (for example app=${name}) to its catalog-info.yaml`,
    );
  }
  return ref;
}

function fullRef(entityRef: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind: 'component' }),
    );
  } catch (error) {
    throw new InputError(
      `"${entityRef}" is no entity reference; write it as component:default/name`,
      isError(error) ? error : undefined,
    );
  }
}
