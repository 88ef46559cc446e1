import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../backend/IstioBackend';
import type {
  KindQuestion,
  KindSchemaAnswer,
  KindSchemas,
} from '../backend/KindSchemas';
import type { OpenApiSchema } from '../schema/KindSchema';

const FIXTURES = join(__dirname, '..', 'schema', '__fixtures__');

function read(file: string): Record<string, OpenApiSchema> {
  return JSON.parse(readFileSync(join(FIXTURES, file), 'utf8'));
}

/** The schemas of the products, by `apiVersion kind`. */
export const PRODUCT_SCHEMAS: Readonly<Record<string, OpenApiSchema>> = {
  ...read('istioSchemas.json'),
  ...read('otherSchemas.json'),
};

/** As much of the metadata of any object as definitions here have. */
export const OBJECT_META: OpenApiSchema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    namespace: { type: 'string' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

/** Hands out the schemas of the products as a cluster that serves them would. */
export class ProductSchemas implements KindSchemas {
  /** In place of the answer. */
  failure: Exclude<Answer<never>, { state: 'answered' }> | undefined;
  readonly asked: KindQuestion[] = [];

  async kindSchema(question: KindQuestion): Promise<Answer<KindSchemaAnswer>> {
    this.asked.push(question);
    if (this.failure) return this.failure;
    const { group, version, kind } = question;
    const schema = PRODUCT_SCHEMAS[`${group}/${version} ${kind}`];
    return {
      state: 'answered',
      value: schema
        ? {
            served: true,
            root: kind,
            schemas: { [kind]: schema, ObjectMeta: OBJECT_META },
          }
        : { served: false },
    };
  }
}
