import type { ValidationFinding } from '../../api/validation';
import { ownGate } from '../../assess/authorization/attachedGroups';
import { labelsOf } from '../../assess/groupWorkloads';
import type { JwtIntent } from '../../build/jwt/jwtIntent';
import { FINDING_KINDS } from '../../findings/catalogue';
import { isSubset } from '../../model/selectorMatches';
import { type LiveChangeCheck, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';

/**
 * The proxy of the workload can look at tokens. ztunnel cannot: of the ALLOW
 * policy nothing is left there, and it lets nobody in. A waypoint would not do
 * either, for gateways pass it by unless they are told otherwise.
 * Source: pilot/pkg/serviceregistry/ambient/authorization.go, handleRule;
 * label istio.io/ingress-use-waypoint.
 *
 * @internal
 */
export const tokensReachWorkload: LiveChangeCheck = {
  id: 'tokens-reach-workload',
  title: 'proxy of the workload that asks for tokens',
  needs: ['pods'],
  concerns: ({ kind, intent }) => kind === 'jwt' && 'workload' in intent,
  run({ intent, view, cluster }): ValidationFinding[] {
    // An intent of kind jwt has passed its schema.
    const { workload } = intent as unknown as JwtIntent;
    if (!workload) return [];
    const group = view.after
      .workloadsIn(workload.namespace)
      .find(
        one =>
          isSubset(workload.labels, labelsOf(one)) &&
          ownGate(view.after, one)?.layer === 'ztunnel',
      );
    if (!group) return [];
    return [
      {
        ...ofKind(FINDING_KINDS.httpRuleInAmbient),
        severity: 'error',
        ref: group.ref,
        field: 'workload',
        cause: `${group.ref.kind} ${named(
          group.ref,
        )} is in ambient mode in ${cluster}, where ztunnel cannot look at tokens: the policy at the workload would turn every request away.`,
        fix: 'Leave the workload out: the gateway asks for the token.',
      },
    ];
  },
};
