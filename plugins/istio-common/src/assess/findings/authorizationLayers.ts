import type { ServicePort } from '../../model/workloadObjects';
import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import { attachedGroups, ownGate } from '../authorization/attachedGroups';
import { type Layer, isEnforceable } from '../authorization/attributes';
import { anyOf } from '../authorization/chance';
import type { Gate } from '../authorization/gates';
import { matchesOf } from '../authorization/matchesOf';
import { policyChance, ruleChance } from '../authorization/ruleChance';
import { containerPortOf } from '../findServices';
import { type WorkloadGroup, isGatewayGroup } from '../groupWorkloads';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Protocols of ports that Envoy does not take for HTTP. */
const STREAMS: ReadonlySet<string> = new Set([
  'tcp',
  'tls',
  'https',
  'mongo',
  'mysql',
  'redis',
]);

/** Whether a Service port is said to be no HTTP. Source: pkg/config/kube/conversion.go. */
function isStream({ name = '', appProtocol }: ServicePort): boolean {
  const protocol = (appProtocol ?? name.split('-')[0]).toLowerCase();
  return STREAMS.has(protocol);
}

/** The container ports behind Services that speak no HTTP. */
function streamPorts(scope: AssessScope, group: WorkloadGroup): number[] {
  // The ports of a gateway are what its Gateways make of them.
  if (isGatewayGroup(group)) return [];
  return scope
    .servicesOf(group)
    .flatMap(({ ports }) => ports)
    .filter(port => port.protocol === 'TCP' && isStream(port))
    .flatMap(port => containerPortOf(group, port) ?? []);
}

function looksPast(policy: AuthorizationPolicyObject, layer: Layer): boolean {
  return policy.rules
    .flatMap(matchesOf)
    .some(({ key }) => !isEnforceable(key, layer));
}

function* inAmbient(
  policy: AuthorizationPolicyObject,
  groups: readonly WorkloadGroup[],
  scope: AssessScope,
): Iterable<RawFinding> {
  const group = groups.find(one => ownGate(scope, one)?.layer === 'ztunnel');
  if (!group || !looksPast(policy, 'ztunnel')) return;
  yield {
    kind: 'httpRuleInAmbient',
    object: policy,
    related: [group.ref],
    cause: `${nameOf(policy.ref)} looks at HTTP, and for ${nameOf(
      group.ref,
    )} it is ztunnel that enforces it: ${
      policy.action === 'DENY'
        ? 'it turns away more than it says'
        : 'its HTTP rules let nothing in'
    }`,
    fix: `Give the namespace a waypoint and attach ${nameOf(
      policy.ref,
    )} to it, or to the Service, with targetRefs.`,
  };
}

function deniesAll(
  { rules, ...policy }: AuthorizationPolicyObject,
  port: number,
): boolean {
  return rules.some(
    rule =>
      matchesOf(rule).some(({ key }) => !isEnforceable(key, 'tcp')) &&
      ruleChance(rule, policy, 'tcp', { port }) === 'always',
  );
}

function letsNothingIn({ allow }: Gate, port: number): boolean {
  const lets = (layer: Layer) =>
    anyOf(allow.map(one => policyChance(one, layer, { port })));
  return lets('tcp') === 'never' && lets('http') !== 'never';
}

function onTcp(
  policy: AuthorizationPolicyObject,
  group: WorkloadGroup,
  scope: AssessScope,
): RawFinding | undefined {
  const gate = ownGate(scope, group);
  if (gate?.layer !== 'http') return undefined;
  const name = nameOf(policy.ref);
  const denies = policy.action === 'DENY';
  const port = streamPorts(scope, group).find(one =>
    denies ? deniesAll(policy, one) : letsNothingIn(gate, one),
  );
  if (port === undefined) return undefined;
  const where = `port ${port} of ${nameOf(group.ref)}, which is TCP`;
  return denies
    ? {
        kind: 'denyBroaderOnTcp',
        object: policy,
        related: [group.ref],
        cause: `${name} turns everything away from ${where}: of the rule nothing but HTTP is left`,
        fix: `Add the HTTP ports to to.operation.ports of ${name}.`,
      }
    : {
        kind: 'allowNeverOnTcp',
        object: policy,
        related: [group.ref],
        cause: `${name} lets nothing in to ${where}: its rules look at HTTP`,
        fix: `Add a rule to ${name} that lets clients in to port ${port} by their identity or namespace.`,
      };
}

/** HTTP rules where HTTP is not seen: TCP ports, and ztunnel. */
export const authorizationLayers = objectRule({
  name: 'authorization-layers',
  raises: ['denyBroaderOnTcp', 'allowNeverOnTcp', 'httpRuleInAmbient'],
  subjects: ['authorizationpolicy'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['requestauthentications.security.istio.io', 'requestauthentication'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    const { action, dryRun, unreadable } = policy;
    if (dryRun || unreadable || (action !== 'ALLOW' && action !== 'DENY')) {
      return;
    }
    if (!looksPast(policy, 'ztunnel')) return;
    const groups = attachedGroups(scope, policy);
    yield* inAmbient(policy, groups, scope);
    if (!looksPast(policy, 'tcp')) return;
    for (const group of groups) {
      const found = onTcp(policy, group, scope);
      if (!found) continue;
      yield found;
      // One workload shows what is wrong with the policy.
      return;
    }
  },
});
