import type { ObjectRef } from '@meshwright/backstage-plugin-istio-common';

/** The command that prints the object, by its full type so that no other is met. */
export function kubectlGet(ref: ObjectRef): string {
  const type = [ref.kind.toLocaleLowerCase('en-US'), ref.group]
    .filter(Boolean)
    .join('.');
  const namespace = ref.namespace ? ` -n ${ref.namespace}` : '';
  return `kubectl get${namespace} ${type}/${ref.name} -o yaml`;
}
