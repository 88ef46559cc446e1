import { isSubset } from '../../model/selectorMatches';
import { isWildcard, resolveHost } from '../hosts';
import { labelsOf } from '../groupWorkloads';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** DestinationRules for hosts that are not there, and subsets without pods. */
export const destinationRules: FindingRule = {
  name: 'destination-rules',
  raises: ['unknownRuleHost', 'emptySubset'],
  reads: [
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *find({ scope, exposure: { directory } }): Iterable<RawFinding> {
    for (const rule of scope.index.all('destinationrule')) {
      const host = resolveHost(rule.host, rule.ref);
      if (isWildcard(host)) continue;
      const target = directory.find(host);
      if (target.kind === 'missing') {
        yield {
          kind: 'unknownRuleHost',
          object: rule,
          cause: `${nameOf(
            rule.ref,
          )} is for host ${host}, which does not exist`,
          fix: `Correct spec.host of ${nameOf(rule.ref)}, or delete the rule.`,
        };
      }
      if (target.kind !== 'service') continue;
      const groups = directory.workloadsOf(target.service.ref);
      for (const { name, labels } of rule.subsets) {
        const selected = groups.some(
          group => group.pods.length > 0 && isSubset(labels, labelsOf(group)),
        );
        if (selected || groups.length === 0) continue;
        yield {
          kind: 'emptySubset',
          object: rule,
          related: [target.service.ref],
          cause: `Subset ${name} of ${nameOf(
            rule.ref,
          )} selects no pod of ${nameOf(target.service.ref)}`,
          fix: `Correct the labels of subset ${name}, or remove it.`,
        };
      }
    }
  },
};
