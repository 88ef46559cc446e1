import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ManifestObject,
  RepositoryState,
} from '@meshwright/backstage-plugin-istio-common';

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
  | {
      known: true;
      problems: SchemaProblem[];
      /** Parts that could not be checked, each with its reason; they count neither way. */
      unverified?: string[];
      /** Names what was held against, where it is not the source as a whole. */
      title?: string;
    }
  | {
      known: false;
      /** Why, where it is another than that the source lacks the kind. */
      reason?: string;
    };

/** For which cluster an object is, and in whose name that is asked. @public */
export interface SchemaTarget {
  cluster: string;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
  /** What the repository has until the change, for rules about changes; absent when it was not read. */
  repository?: RepositoryState;
}

/**
 * Holds the schemas that proposed objects must fit: those of the target
 * cluster, or those that ship with this module where the cluster does not tell.
 *
 * @public
 */
export interface SchemaSource {
  /** Names the source in a sentence: "the schemas of Istio 1.29.2". */
  readonly title: string;
  check(object: ManifestObject, target?: SchemaTarget): Promise<SchemaVerdict>;
}
