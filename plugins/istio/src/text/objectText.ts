import type { ObjectRef } from '@meshwright/backstage-plugin-istio-common';

/** `shop/checkout`, or the name alone for cluster-scoped objects. */
export function objectName(ref: ObjectRef): string {
  return ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
}

/** `Deployment shop/checkout`. */
export function objectText(ref: ObjectRef): string {
  return `${ref.kind} ${objectName(ref)}`;
}
