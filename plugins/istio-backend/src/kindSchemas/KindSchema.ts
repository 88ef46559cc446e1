/** What schema is asked for. */
export interface SchemaQuestion {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
}

/**
 * The schema of a kind as its cluster publishes it, OpenAPI v3 with the
 * extensions of Kubernetes; `served: false` when the cluster has no such kind.
 */
export type KindSchema =
  | {
      served: true;
      /** Name of the schema of the kind among `schemas`. */
      root: string;
      /** The root and all that it refers to, by name. */
      schemas: Record<string, unknown>;
    }
  | { served: false };

/** A schema, or why the cluster does not tell. */
export type SchemaAnswer = KindSchema | { unread: string };
