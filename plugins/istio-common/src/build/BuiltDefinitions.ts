import type { ManifestObject } from './manifest';

/** A text beside the definitions: for people, or for a tool. @public */
export interface BuiltFile {
  /** Below the folder of the cluster, `vault/shop-issuer.sh`. */
  path: string;
  content: string;
  /** Values of a Helm chart: only what they name is changed in what is there. */
  helmValues?: boolean;
}

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
  /** What stops working when the definitions go, a sentence each. */
  breaks?: string[];
  /** Written beside the definitions; no kustomization lists them. */
  files?: BuiltFile[];
  /** What goes: objects and files that an earlier change wrote. */
  removes?: { objects: ManifestObject[]; files: string[] };
  /** Files of objects that another intent wrote, by the object's reference. */
  homes?: Record<string, string>;
}
