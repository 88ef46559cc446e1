import { byCreation } from '../../model/byCreation';
import { stringifyObjectRef } from '../../model/identity';
import type { DestinationRuleObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { resolveHost } from '../hosts';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Rules that Istio merges: one namespace, host, audience and workloads. */
function mergeKey(rule: DestinationRuleObject): string {
  const { ref, host, exportTo, workloadSelector } = rule;
  return JSON.stringify([
    ref.namespace,
    resolveHost(host, ref),
    [...exportTo].sort(),
    workloadSelector ? Object.entries(workloadSelector).sort() : null,
  ]);
}

/** Who defines a subset first, by merge key and subset. */
function firstDefinitions({ index }: AssessScope) {
  const first = new Map<string, DestinationRuleObject>();
  for (const rule of [...index.all('destinationrule')].sort(byCreation)) {
    for (const { name } of rule.subsets) {
      const key = `${mergeKey(rule)} ${name}`;
      if (!first.has(key)) first.set(key, rule);
    }
  }
  return first;
}

/**
 * Subsets that an older DestinationRule of the same host has defined already:
 * when Istio merges the rules, the older definition stays.
 * Source: pilot/pkg/model/destination_rule.go, mergeDestinationRule; Kiali's
 * check destinationrules.multimatch.
 */
export const duplicateSubsets = objectRule({
  name: 'duplicate-subsets',
  raises: ['duplicateSubset'],
  subjects: ['destinationrule'],
  reads: [['destinationrules.networking.istio.io', 'destinationrule']],
  *judge({ scope }, rule): Iterable<RawFinding> {
    const first = scope.memo(firstDefinitions, undefined);
    const own = stringifyObjectRef(rule.ref);
    for (const name of new Set(rule.subsets.map(subset => subset.name))) {
      const older = first.get(`${mergeKey(rule)} ${name}`);
      if (!older || stringifyObjectRef(older.ref) === own) continue;
      yield {
        kind: 'duplicateSubset',
        object: rule,
        related: [older.ref],
        cause: `Subset ${name} of ${nameOf(
          rule.ref,
        )} is ignored, because ${nameOf(
          older.ref,
        )} is older and defines it for the same host`,
        fix: `Merge subset ${name} into ${nameOf(older.ref)}, or rename it.`,
      };
    }
  },
});
