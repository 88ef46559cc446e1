import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { labelsInWords } from './sharedPods';

function selectsPod({ index }: AssessScope, selector: StringMap): boolean {
  for (const pod of index.all('pod')) {
    if (isSubset(selector, pod.labels) && !isIgnored(pod.ref)) return true;
  }
  return false;
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
    if (selectsPod(scope, selector)) return;
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
