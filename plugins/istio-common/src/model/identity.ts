/**
 * Names one object inside one cluster.
 *
 * @public
 */
export interface ObjectRef {
  /** API group, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
}

/** The string form `group/Kind:namespace/name`, unique inside a cluster. @public */
export function stringifyObjectRef(ref: ObjectRef): string {
  const kind = ref.group ? `${ref.group}/${ref.kind}` : ref.kind;
  return ref.namespace
    ? `${kind}:${ref.namespace}/${ref.name}`
    : `${kind}:${ref.name}`;
}
