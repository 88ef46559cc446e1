import { stringifyObjectRef } from '../../model/identity';
import type { RequestAuthenticationObject } from '../../model/securityObjects';
import { ownGate } from '../authorization/attachedGroups';
import { tokenDemand } from '../authorization/tokenDemand';
import type { WorkloadGroup } from '../groupWorkloads';
import {
  type FindingRule,
  type RawFinding,
  type RuleInput,
  nameOf,
} from './findingRule';
import { EXPOSURE_READS } from './exposureReads';

/** Issuers whose tokens a policy takes off the request. */
function keptIssuers({ jwtRules }: RequestAuthenticationObject): Set<string> {
  return new Set(
    jwtRules.flatMap(({ issuer, forwards }) =>
      issuer !== undefined && !forwards ? [issuer] : [],
    ),
  );
}

/** The workloads behind each gateway workload. */
function behind({
  scope,
  exposure,
}: RuleInput): Map<WorkloadGroup, Set<WorkloadGroup>> {
  const targets = new Map<string, WorkloadGroup[]>();
  for (const { gateway, workloads } of exposure.exposed) {
    const key = stringifyObjectRef(gateway);
    const known = targets.get(key) ?? [];
    known.push(...workloads.flatMap(ref => scope.workload(ref) ?? []));
    targets.set(key, known);
  }
  return new Map(
    exposure.gatewayWorkloads.map(({ group, gateways }) => [
      group,
      new Set(
        gateways.flatMap(
          ({ ref }) => targets.get(stringifyObjectRef(ref)) ?? [],
        ),
      ),
    ]),
  );
}

/** Gateways that take tokens off requests for workloads that want them too. */
export const tokensNotForwarded: FindingRule = {
  name: 'tokens-not-forwarded',
  raises: ['tokenNotForwarded'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['gateways.networking.istio.io', 'gateway'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
    ['pods', 'pod'],
  ],
  alsoReads: EXPOSURE_READS,
  *find(input): Iterable<RawFinding> {
    const { scope } = input;
    if (scope.index.count('requestauthentication') < 2) return;
    const reported = new Set<string>();
    for (const [group, workloads] of behind(input)) {
      for (const policy of ownGate(scope, group)?.authentications ?? []) {
        const kept = keptIssuers(policy);
        for (const workload of kept.size > 0 ? workloads : []) {
          const gate = ownGate(scope, workload);
          if (!gate || tokenDemand([gate]).jwt !== 'required') continue;
          const wanted = gate.authentications.find(({ jwtRules }) =>
            jwtRules.some(({ issuer }) => kept.has(issuer ?? '')),
          );
          const key = `${stringifyObjectRef(policy.ref)} ${workload.key}`;
          if (!wanted || reported.has(key)) continue;
          reported.add(key);
          yield {
            kind: 'tokenNotForwarded',
            object: policy,
            related: [wanted.ref, workload.ref],
            cause: `${nameOf(
              policy.ref,
            )} takes the token off at the gateway, and ${nameOf(
              workload.ref,
            )} behind it turns requests without one away`,
            fix: `Set forwardOriginalToken: true on the rule of ${nameOf(
              policy.ref,
            )}.`,
          };
        }
      }
    }
  },
};
