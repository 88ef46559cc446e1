import type {
  IngressIntent,
  ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';

/**
 * What `istio:generate:*` leaves in the workspace for the steps after it.
 *
 * @internal
 */
export interface GeneratedChange {
  /** Kind of intent; ingress is the one there is. */
  kind: 'ingress';
  intent: IngressIntent;
  intentHash: string;
  /** Same for every run of the same template for the same entity and intent. */
  changeId: string;
  entityRef: string;
  /** Name of the template. */
  template: string;
  summary: string;
  effects: string[];
  rollback: string;
}

/** A generated change and its definitions, as they are in the workspace. @internal */
export interface WorkspaceChange extends GeneratedChange {
  objects: ManifestObject[];
}
