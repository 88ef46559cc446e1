import type { JsonObject } from '@backstage/types';
import type { ObjectRef } from '../model/identity';

/**
 * Definitions that Meshwright proposed for a cluster, as far as it is known
 * what they were made of: a form takes them out again by it.
 *
 * @public
 */
export interface ProposedDefinitions {
  /** Id of the change that wrote them. */
  change: string;
  /** The intent in one sentence; the objects, where no intent is kept. */
  title: string;
  cluster: string;
  /** Name of the intent, `ingress`; absent where nobody knows. */
  kind?: string;
  /** The intent with its defaults filled in; absent where none is kept. */
  intent?: JsonObject;
  /** Absent where they are for a whole cluster or mesh. */
  entityRef?: string;
  /** When they were proposed last; absent where no intent is kept. */
  proposedAt?: string;
  /** Objects in the cluster that carry the change; absent while it is not read. */
  live?: ObjectRef[];
}
