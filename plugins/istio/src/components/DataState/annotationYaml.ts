import { parseEntityRef } from '@backstage/catalog-model';
import type { EntitySelection } from '@meshwright/backstage-plugin-istio-common';

/**
 * The annotations that would link the entity, ready to paste: the selector of
 * the nearest workload, or else the entity's own name, which the Kubernetes
 * plugin of Backstage reads in the same way.
 */
export function annotationYaml(
  entityRef: string,
  nearest: EntitySelection['nearest'],
): string {
  const own = nearest
    ? `backstage.io/kubernetes-label-selector: ${nearest.selector}`
    : `backstage.io/kubernetes-id: ${parseEntityRef(entityRef).name}`;
  const lines = ['metadata:', '  annotations:', `    ${own}`];
  if (nearest?.ref.namespace) {
    lines.push(
      `    backstage.io/kubernetes-namespace: ${nearest.ref.namespace}`,
    );
  }
  return lines.join('\n');
}
