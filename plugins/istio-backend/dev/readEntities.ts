import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';

/** The catalog entities of the sandbox. */
export function readEntities(): Entity[] {
  const file = resolve(
    __dirname,
    '../../../packages/sandbox/catalog/entities.yaml',
  );
  return parseAllDocuments(readFileSync(file, 'utf8')).map(
    document =>
      // The sandbox's own tests check that the file holds entities.
      document.toJS() as Entity,
  );
}
