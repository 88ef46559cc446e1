import type { JsonObject } from '@backstage/types';
import type {
  BuiltDefinitions,
  BuiltFile,
  IntentPlace,
  ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import type { FolderLook } from '@meshwright/backstage-plugin-istio-node';

/**
 * What `istio:generate:*` leaves in the workspace for the steps after it.
 *
 * @internal
 */
export interface GeneratedChange {
  /** Name of the intent, `ingress`. */
  kind: string;
  /** The intent with its defaults filled in. */
  intent: JsonObject;
  place: IntentPlace;
  /** Whether the definitions are to be taken out instead of written. */
  remove: boolean;
  intentHash: string;
  /** Same for every run of the same template for the same entity and intent. */
  changeId: string;
  /** Absent where the change is for a whole cluster or mesh. */
  entityRef?: string;
  /** Name of the template. */
  template: string;
  summary: string;
  effects: string[];
  rollback: string;
}

/** What was found in the folders of a change, and in which repository. @internal */
export interface NotedLook extends FolderLook {
  repoUrl: string;
  branch: string;
}

/** A generated change and its definitions, as they are in the workspace. @internal */
export interface WorkspaceChange
  extends GeneratedChange,
    Pick<BuiltDefinitions, 'removes' | 'homes' | 'mustExist'> {
  objects: ManifestObject[];
  /** Texts beside the definitions. */
  texts: BuiltFile[];
  /** What `istio:validate` found in the folders of the change, where it ran. */
  look?: NotedLook;
}
