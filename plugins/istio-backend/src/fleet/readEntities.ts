import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Entities that name workloads, with all that says which ones and who owns them. */
const REQUEST: Parameters<CatalogService['streamEntities']>[0] = {
  query: {
    $any: [
      {
        'metadata.annotations.backstage.io/kubernetes-label-selector': {
          $exists: true,
        },
      },
      { 'metadata.annotations.backstage.io/kubernetes-id': { $exists: true } },
    ],
  },
  fields: [
    'kind',
    'metadata.name',
    'metadata.namespace',
    'metadata.title',
    'metadata.annotations',
    'spec.owner',
    'relations',
  ],
};

/** Every entity that names workloads and that the caller may see. */
export async function readEntities(
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  const entities: Entity[] = [];
  const pages = catalog.streamEntities(REQUEST, { credentials });
  for await (const page of pages) entities.push(...page);
  return entities;
}
