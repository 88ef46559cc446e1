import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';

/** One place where an object does not fit the schema of its kind. @public */
export interface SchemaProblem {
  /** JSON pointer of the field, empty for the object itself. */
  path: string;
  message: string;
}

/**
 * What a schema source says of one object; `unknown` when it holds no schema
 * of that kind and version.
 *
 * @public
 */
export type SchemaVerdict =
  | { known: true; problems: SchemaProblem[] }
  | { known: false };

/**
 * Holds the schemas that proposed objects must fit. The schemas that ship with
 * this module stand in until a cluster's own CRDs can be asked: both are
 * behind this interface.
 *
 * @public
 */
export interface SchemaSource {
  /** Names the source in a sentence: "the schemas of Istio 1.29.2". */
  readonly title: string;
  check(object: ManifestObject): Promise<SchemaVerdict>;
}
