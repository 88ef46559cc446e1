import type { AssessScope } from './AssessScope';
import type { KeptAssessment } from './assessCluster';
import type { CommonPart, Draft } from './commonPart';
import { assessControlPlanes } from './controlplane/assessControlPlanes';
import { egressDraftsOf, egressOf } from './egress/assessEgress';
import { compareEgress } from './egress/judgeEgress';
import {
  assessExposures,
  compareExposures,
  exposureOf,
} from './exposure/assessExposures';
import { GATEWAY_PODS } from './exposure/gatewayPods';
import { ALL_RULES } from './findings/all';
import { compareFindings, findingsOf } from './findings/findFindings';
import type { FindingRule, RuleInput } from './findings/findingRule';
import {
  assessStrictReadiness,
  readinessParts,
} from './mtls/assessStrictReadiness';
import { clientNamespaces, plainClientsIn } from './mtls/plainClients';
import { assessTrustRoots } from './trust/assessTrustRoots';
import {
  WORKLOAD_PORTS,
  workloadDraft,
  workloadViews,
} from './workloadStatuses';

/**
 * The kinds of facts of an assessment as it is kept.
 *
 * @public
 */
export type FactKind = Exclude<keyof KeptAssessment, 'cluster'>;

/**
 * The facts of one kind.
 *
 * @public
 */
export type FactOf<K extends FactKind> = KeptAssessment[K][number];

/**
 * How the facts of one kind are made: a list of parts, and the facts of each,
 * so that one part can be judged again without the others.
 */
export interface FactSource<TFact> {
  parts(scope: AssessScope): readonly unknown[];
  /**
   * The facts of a part; of a part that always has exactly one, that one
   * itself, or its draft where facts have something in common. Called with what
   * `parts` answered only.
   */
  facts(
    scope: AssessScope,
    part: never,
  ): readonly TFact[] | TFact | Draft<TFact>;
  /** What is filled into the drafts. */
  common?: CommonPart<TFact>;
  /** Order of the facts; that of the parts when absent. */
  compare?(a: TFact, b: TFact): number;
}

const WHOLE: readonly undefined[] = [undefined];

function whole(): readonly undefined[] {
  return WHOLE;
}

function exposuresIn(scope: AssessScope) {
  return assessExposures(scope);
}

/** What rules look at; each part is worked out, and counts as read, when a rule takes it. */
class ScopeRuleInput implements RuleInput {
  constructor(readonly scope: AssessScope) {}

  get exposure() {
    return this.scope.memo(exposuresIn, undefined);
  }

  get workloads() {
    return this.scope.memo(workloadViews, undefined);
  }
}

/** How each kind of facts is made. */
export const FACT_SOURCES: {
  readonly [K in FactKind]: FactSource<FactOf<K>>;
} = {
  workloads: {
    parts: scope => scope.workloads,
    facts: workloadDraft,
    common: WORKLOAD_PORTS,
  },
  certificates: {
    parts: whole,
    facts: scope => scope.memo(exposuresIn, undefined).certificates,
  },
  exposures: {
    parts: scope => scope.memo(exposuresIn, undefined).exposed,
    facts: exposureOf,
    common: GATEWAY_PODS,
    compare: compareExposures,
  },
  findings: {
    parts: () => ALL_RULES,
    facts: (scope, rule: FindingRule) =>
      findingsOf(new ScopeRuleInput(scope), rule),
    compare: compareFindings,
  },
  controlPlanes: { parts: whole, facts: assessControlPlanes },
  egress: {
    parts: scope =>
      scope.memo(egressDraftsOf, scope.memo(exposuresIn, undefined)),
    facts: egressOf,
    common: GATEWAY_PODS,
    compare: compareEgress,
  },
  trustRoots: { parts: whole, facts: assessTrustRoots },
  strictReadiness: { parts: readinessParts, facts: assessStrictReadiness },
  plainClients: { parts: clientNamespaces, facts: plainClientsIn },
};
