import type { ManifestObject } from './manifest';

/** What a builder makes of an intent. @public */
export interface BuiltDefinitions {
  /** In the order in which they take effect. */
  objects: ManifestObject[];
  /** The intent in one sentence. */
  summary: string;
  /** What happens in the cluster, in order, a sentence each. */
  effects: string[];
  /** How to undo it. */
  rollback: string;
  /** Texts that people run or read, beside the definitions: path below the change, content. */
  files?: Array<{ path: string; content: string }>;
}
