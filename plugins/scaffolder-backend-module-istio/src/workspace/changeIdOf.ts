import { parseEntityRef } from '@backstage/catalog-model';
import type { IngressIntent } from '@meshwright/backstage-plugin-istio-common';

/**
 * The id of a change: the same whenever the same template is run for the same
 * entity and exposure, so that a second run goes on with the first one's
 * change. The hash of the intent, which tells the runs apart, is not part of it.
 *
 * @internal
 */
export function changeIdOf(change: {
  template: string;
  entityRef: string;
  intent: Pick<IngressIntent, 'cluster' | 'namespace' | 'name'>;
}): string {
  const { kind, namespace, name } = parseEntityRef(change.entityRef);
  const { cluster, namespace: target, name: exposure } = change.intent;
  return [
    change.template,
    `${kind}.${namespace}.${name}`,
    `ingress.${cluster}.${target}.${exposure}`,
  ]
    .join('/')
    .toLocaleLowerCase('en-US');
}
