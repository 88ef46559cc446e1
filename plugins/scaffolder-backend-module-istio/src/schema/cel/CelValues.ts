import type { KindSchema, OpenApiSchema } from '../KindSchema';
import { toCelValue } from './toCelValue';

/** The values of one object as rules see them; each is made once for all its rules. @internal */
export class CelValues {
  readonly #kind: KindSchema;
  readonly #made = new Map<unknown, unknown>();

  constructor(kind: KindSchema) {
    this.#kind = kind;
  }

  /** A value stands in one place, and has one schema there. */
  of(value: unknown, schema: OpenApiSchema): unknown {
    const isShared = typeof value === 'object' && value !== null;
    if (isShared && this.#made.has(value)) return this.#made.get(value);
    // The library tells lists and maps by their constructor, which is another
    // one where a test runs in a context of its own.
    const made: unknown = structuredClone(
      toCelValue(value, schema, this.#kind),
    );
    if (isShared) this.#made.set(value, made);
    return made;
  }
}
