import type { ObjectRef } from '@meshwright/backstage-plugin-istio-common';

/** `Gateway shop/cart-gateway`. @internal */
export function objectTitle(ref: ObjectRef): string {
  return ref.namespace
    ? `${ref.kind} ${ref.namespace}/${ref.name}`
    : `${ref.kind} ${ref.name}`;
}
