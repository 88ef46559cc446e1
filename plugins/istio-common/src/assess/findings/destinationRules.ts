import type { DestinationRuleObject } from '../../model/networkingObjects';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { isWildcard, resolveHost } from '../hosts';
import { podKinds } from '../podKinds';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { type HostOwner, coversAny, ownerOfHost } from './visibleHosts';

/** Labels that Istio adds to the pod's own, from its node and its cluster. */
function isAdded(label: string): boolean {
  return label.startsWith('topology.') || label === 'kubernetes.io/hostname';
}

/** Which pods stand behind the host; undefined when its endpoints are no pods. */
function selectorOf(owner: HostOwner): StringMap | undefined {
  return owner.type === 'service' ? owner.selector : owner.workloadSelector;
}

/** Whether a pod of the namespace has the labels, which come as JSON; one that has ended serves nobody. */
function selectsPod(scope: AssessScope, question: string): boolean {
  const [namespace, labels]: [string, StringMap] = JSON.parse(question);
  return podKinds(scope, namespace).some(
    pod => !pod.ended && isSubset(labels, pod.labels),
  );
}

function* emptySubsets(
  scope: AssessScope,
  rule: DestinationRuleObject,
  owner: HostOwner,
): Iterable<RawFinding> {
  const selector = selectorOf(owner);
  if (!selector) return;
  for (const { name, labels = {} } of rule.subsets) {
    if (Object.keys(labels).some(isAdded)) continue;
    const clash = Object.entries(labels).some(
      ([key, value]) => (selector[key] ?? value) !== value,
    );
    const namespace = owner.ref.namespace ?? '';
    const question = JSON.stringify([namespace, { ...selector, ...labels }]);
    if (!clash && scope.memo(selectsPod, question)) continue;
    yield {
      kind: 'emptySubset',
      object: rule,
      related: [owner.ref],
      cause: `Subset ${name} of ${nameOf(rule.ref)} selects no pod of ${nameOf(
        owner.ref,
      )}`,
      fix: `Correct the labels of subset ${name}, or remove it.`,
    };
  }
}

/**
 * DestinationRules for hosts that are not there, and subsets without pods.
 * istioctl does not know that a wildcard rule is for every host under it, and
 * looks for pods of a subset in the whole cluster, not behind the Service; a
 * subset of a ServiceEntry's own endpoints it holds against pods all the same.
 * Source: pkg/config/analysis/analyzers/destinationrule/subset.go.
 */
export const destinationRules = objectRule({
  name: 'destination-rules',
  raises: ['unknownRuleHost', 'emptySubset'],
  subjects: ['destinationrule'],
  reads: [
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, rule): Iterable<RawFinding> {
    const { ref, exportTo, host } = rule;
    const owner = ownerOfHost(scope, {
      namespace: ref.namespace ?? '',
      exportTo,
      host,
    });
    if (owner) {
      yield* emptySubsets(scope, rule, owner);
    } else if (!isWildcard(host) || !coversAny(scope, host)) {
      yield {
        kind: 'unknownRuleHost',
        object: rule,
        cause: `${nameOf(ref)} is for host ${resolveHost(
          host,
          ref,
        )}, which does not exist`,
        fix: `Correct spec.host of ${nameOf(ref)}, or delete the rule.`,
      };
    }
  },
});
