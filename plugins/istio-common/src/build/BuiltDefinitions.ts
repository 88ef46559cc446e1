import type { ManifestObject } from './manifest';

/** A text beside the definitions: for people, or for a tool. @public */
export interface BuiltFile {
  /** Below the folder of the cluster, `vault/shop-issuer.sh`. */
  path: string;
  content: string;
  /** Values of a Helm chart: only what they name is changed in what is there. */
  helmValues?: boolean;
  /** Of Helm values: paths of keys of those that the intent leaves empty. */
  absent?: string[][];
}

/**
 * Something that a change alters and does not define: written where it is not,
 * it would be made of the defaults of a chart.
 *
 * @public
 */
export interface MustExist {
  /** For people, "gateway istio-ingressgateway". */
  title: string;
  /** Objects that the repository must have, in their homes. */
  objects: ManifestObject[];
  /** Files that it must have, below the folder of the cluster. */
  files: string[];
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
  /** What is changed in part, and must be there whole already. */
  mustExist?: MustExist[];
}
