import type { JsonArray, JsonObject } from '@backstage/types';
import type { ObjectRef } from '../model/identity';

/**
 * A Kubernetes object that this project writes: no status, no fields that the
 * API server owns.
 *
 * @public
 */
export interface ManifestObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    /** `null` takes the label away where the repository has it. */
    labels?: Record<string, string | null>;
    /** As `labels`. */
    annotations?: Record<string, string | null>;
    finalizers?: string[];
  };
  /** Absent on kinds that have none, such as a ServiceAccount. */
  spec?: JsonObject;
  /** Of a Role or ClusterRole. */
  rules?: JsonArray;
  /** Of a RoleBinding. */
  roleRef?: JsonObject;
  /** Of a RoleBinding. */
  subjects?: JsonArray;
  /** Of a webhook configuration. */
  webhooks?: JsonArray;
  /** Of a ConfigMap. */
  data?: Record<string, string>;
}

/** The identity of a manifest. @public */
export function manifestRef(object: {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}): ObjectRef {
  const slash = object.apiVersion.lastIndexOf('/');
  return {
    group: slash < 0 ? '' : object.apiVersion.slice(0, slash),
    kind: object.kind,
    ...(object.metadata.namespace
      ? { namespace: object.metadata.namespace }
      : {}),
    name: object.metadata.name,
  };
}
