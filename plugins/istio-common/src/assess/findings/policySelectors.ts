import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { podKinds } from '../podKinds';
import { type RawFinding, nameOf, objectRule } from './findingRule';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Labels of the pods of Kubernetes Gateways in a namespace, distinct. */
function gatewayLabels(
  scope: AssessScope,
  namespace: string,
): readonly StringMap[] {
  const distinct = new Map<string, StringMap>();
  for (const { labels } of podKinds(scope, namespace)) {
    if (labels?.[GATEWAY_NAME] !== undefined) {
      distinct.set(JSON.stringify(labels), labels);
    }
  }
  return [...distinct.values()];
}

/**
 * Kubernetes Gateways and waypoints take policies by targetRefs only.
 * Source: pkg/config/analysis/analyzers/k8sgateway/workloadselector.go.
 */
export const policySelectors = objectRule({
  name: 'policy-selectors',
  raises: ['ineffectiveSelector'],
  subjects: [
    'authorizationpolicy',
    'requestauthentication',
    'telemetry',
    'wasmplugin',
  ],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['telemetries.telemetry.istio.io', 'telemetry'],
    ['wasmplugins.extensions.istio.io', 'wasmplugin'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    const { ref, selector, targets } = policy;
    if (!selector || targets) return;
    const gateways = new Set(
      scope
        .memo(gatewayLabels, ref.namespace ?? '')
        .filter(labels => isSubset(selector, labels))
        .map(labels => labels[GATEWAY_NAME]),
    );
    for (const gateway of [...gateways].sort()) {
      yield {
        kind: 'ineffectiveSelector',
        object: policy,
        related: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            ...(ref.namespace && { namespace: ref.namespace }),
            name: gateway,
          },
        ],
        cause: `${nameOf(
          ref,
        )} selects the pods of Kubernetes Gateway ${gateway}, which takes policies by targetRefs only`,
        fix: `Name Gateway ${gateway} in spec.targetRefs in place of the selector.`,
      };
    }
  },
});
