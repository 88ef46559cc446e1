import { isSubset } from '../../model/selectorMatches';
import { istioDocumentation, type LiveCheck } from '../ingressCheck';

function labels(selector: Record<string, string>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/**
 * Pods of the gateway run in the given namespace, and nowhere else: Istio
 * reads `credentialName` in the namespace of each gateway pod.
 *
 * @internal
 */
export const gatewayHasPods: LiveCheck = {
  id: 'gateway-has-pods',
  title: 'gateway pods',
  needs: ['pods'],
  run({ intent, index }) {
    const { namespace, selector } = intent.gateway;
    const namespaces = new Set<string>();
    for (const pod of index.all('pod')) {
      const over = pod.phase === 'Succeeded' || pod.phase === 'Failed';
      if (!over && isSubset(selector, pod.labels)) {
        namespaces.add(pod.ref.namespace ?? '');
      }
    }
    const others = [...namespaces].filter(name => name !== namespace).sort();
    if (!namespaces.has(namespace)) {
      return [
        {
          code: 'IST0101',
          severity: 'error',
          field: 'gateway.selector',
          cause: `No pod with ${labels(
            selector,
          )} runs in namespace ${namespace} of ${
            intent.cluster
          }, so nothing would serve ${intent.host}.`,
          fix: others.length
            ? `Such pods run in ${others.join(', ')}: give that namespace.`
            : 'Correct the labels, or install the gateway first.',
          documentation: istioDocumentation('IST0101'),
        },
      ];
    }
    return others.map(other => ({
      code: 'MW-GATEWAY-SPREAD',
      severity: 'warning',
      field: 'gateway.selector',
      cause: `Pods with ${labels(
        selector,
      )} run in namespace ${other} too, and will not find the certificate there.`,
      fix: `Give labels that only the gateway pods in ${namespace} have.`,
    }));
  },
};
