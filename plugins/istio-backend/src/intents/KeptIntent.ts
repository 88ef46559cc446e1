import type { JsonObject } from '@backstage/types';

/** An intent that was proposed, kept so that it can be taken back. */
export interface KeptIntent {
  /** Id of the change that it makes. */
  change: string;
  /** Tells it from others of the same change: objects carry it. */
  intentHash: string;
  cluster: string;
  kind: string;
  /** Absent where it is for a whole cluster or mesh. */
  entityRef?: string;
  intent: JsonObject;
  proposedAt: string;
}
