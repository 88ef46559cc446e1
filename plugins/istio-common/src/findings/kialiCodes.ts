import type { FindingKind } from './findingKind';

/** The codes of Kiali that our rules raise where Istio has none, by number. */
export const KIALI_CODES = {
  duplicateSubset: {
    code: 'KIA0201',
    name: 'MoreThanOneDestinationRuleForSubset',
    short: 'subset defined twice',
    severity: 'warning',
    cause:
      'Several DestinationRules of a namespace define the same subset of a host, and only the oldest counts.',
    action: 'Merge them into one DestinationRule, or rename the subset.',
    source:
      'Kiali, destinationrules.multimatch; pilot/pkg/model/destination_rule.go, mergeDestinationRule',
    documentation:
      'https://kiali.io/docs/features/validations/#kia0201---more-than-one-destinationrules-for-the-same-host-subset-combination',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
