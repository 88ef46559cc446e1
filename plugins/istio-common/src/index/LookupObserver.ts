import type { ObjectRef } from '../model/identity';
import type { MeshObjectType } from '../model/meshObject';

/** Hears which lookups are made in an index. */
export interface LookupObserver {
  /** Every object of a type, or how many there are. */
  all(type: MeshObjectType): void;
  /** Which namespaces hold objects of a type. */
  namespaces(type: MeshObjectType): void;
  inNamespace(type: MeshObjectType, namespace: string): void;
  find(type: MeshObjectType, ref: ObjectRef): void;
  wasListed(resource: { group: string; kind: string }): void;
}
