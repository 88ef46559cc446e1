import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { labelsInWords } from './sharedPods';

/** Whether a live pod has the labels; few selectors serve many Gateways. */
function selectsPod(scope: AssessScope, labels: string): boolean {
  const selector: StringMap = JSON.parse(labels);
  return scope.workloads.some(
    group =>
      !isIgnored(group.ref) &&
      group.shape.podLabels.some(own => isSubset(selector, own)),
  );
}

/**
 * Gateways that no pod serves.
 * Source: pkg/config/analysis/analyzers/gateway/gateway.go.
 */
export const gatewaySelectors = objectRule({
  name: 'gateway-selectors',
  raises: ['notFound'],
  subjects: ['gateway'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, { ref, selector, ...gateway }): Iterable<RawFinding> {
    if (scope.memo(selectsPod, JSON.stringify(selector))) return;
    const labels = labelsInWords(selector) || 'any pod';
    yield {
      kind: 'notFound',
      title: 'no gateway pods',
      object: { ref, annotations: gateway.annotations },
      cause: `${nameOf(ref)} selects ${labels}, and no pod has these labels`,
      fix: `Correct spec.selector of ${nameOf(
        ref,
      )}, or install a gateway with these labels.`,
    };
  },
});
