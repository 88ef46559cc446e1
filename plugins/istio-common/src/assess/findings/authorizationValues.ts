import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import { attachedGroups } from '../authorization/attachedGroups';
import { flat } from '../../model/flat';
import { isGatewayGroup } from '../groupWorkloads';
import { attributeOf } from '../authorization/attributes';
import { matchesOf } from '../authorization/matchesOf';
import { serviceAccountOf } from '../authorization/peerChance';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Attributes whose values take a star at one end. */
const PATTERNS: ReadonlySet<string> = new Set([
  'hosts',
  'paths',
  'methods',
  'principal',
  'requestPrincipal',
]);

function literalStars({ rules }: AuthorizationPolicyObject): Set<string> {
  return new Set(
    rules
      .flatMap(matchesOf)
      .filter(({ key }) => PATTERNS.has(attributeOf(key)))
      .flatMap(({ values = [], notValues = [] }) => [...values, ...notValues])
      .filter(
        value =>
          value.length > 1 && value.startsWith('*') && value.endsWith('*'),
      ),
  );
}

/** Hosts of a DENY that a port in the request gets round. */
function bareHosts({ rules }: AuthorizationPolicyObject): Set<string> {
  const bare = new Set<string>();
  for (const { to = [] } of rules) {
    for (const { key, values = [] } of to.flat()) {
      if (key !== 'hosts') continue;
      const prefixes = values
        .filter(value => value.endsWith('*'))
        .map(value => value.slice(0, -1).toLowerCase());
      for (const value of values) {
        const form = `${value.toLowerCase()}:`;
        const covered =
          value.endsWith('*') ||
          value.includes(':') ||
          prefixes.some(prefix => form.startsWith(prefix));
        if (!covered) bare.add(value);
      }
    }
  }
  return bare;
}

/** `namespace/name` of every service account that pods run as. */
function runningAccounts(scope: AssessScope): ReadonlySet<string> {
  return new Set(
    scope.workloads.map(({ namespace, shape }) =>
      flat(`${namespace}/${shape.serviceAccount ?? 'default'}`),
    ),
  );
}

interface Identity {
  value: string;
  account: string;
  /** Absent where none is named. */
  trustDomain?: string;
}

/** Identities that a policy names in full. */
function identities({ rules, ref }: AuthorizationPolicyObject): Identity[] {
  return rules.flatMap(matchesOf).flatMap(({ key, values = [] }) => {
    const attribute = attributeOf(key);
    if (attribute === 'serviceAccount') {
      return values.map(value => {
        const { namespace, name } = serviceAccountOf(
          value,
          ref.namespace ?? '',
        );
        return { value, account: `${namespace}/${name}` };
      });
    }
    if (attribute !== 'principal') return [];
    return values.flatMap(value => {
      const [trustDomain, ns, namespace, sa, name, ...rest] = value.split('/');
      const full =
        ns === 'ns' && sa === 'sa' && rest.length === 0 && name !== undefined;
      if (!full || value.includes('*')) return [];
      return [{ value, account: `${namespace}/${name}`, trustDomain }];
    });
  });
}

/** Values of AuthorizationPolicies that do not mean what they seem to. */
export const authorizationValues = objectRule({
  name: 'authorization-values',
  raises: [
    'literalStar',
    'hostWithoutPort',
    'unknownServiceAccount',
    'trustDomain',
  ],
  subjects: ['authorizationpolicy'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['configmaps', 'configmap'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    const name = nameOf(policy.ref);
    for (const value of literalStars(policy)) {
      yield {
        kind: 'literalStar',
        object: policy,
        cause: `${name} has the value ${value}: only one star counts, the other is taken literally`,
        fix: `Keep the star at one end of ${value} only.`,
      };
    }
    const bare = policy.action === 'DENY' ? [...bareHosts(policy)] : [];
    const atGateway =
      bare.length > 0 &&
      (attachedGroups(scope, policy).some(isGatewayGroup) ||
        policy.targets !== undefined);
    if (atGateway) {
      const shown = bare.slice(0, 5).join(', ');
      yield {
        kind: 'hostWithoutPort',
        object: policy,
        cause: `${name} denies ${shown} without the form that carries a port, so a request for ${bare[0]}:443 gets by`,
        fix: bare.some(value => value.startsWith('*'))
          ? `Name the hosts one by one instead of ${shown}, each with and without ":*": an ending cannot cover ports.`
          : `Add ${bare
              .slice(0, 5)
              .map(value => `${value}:*`)
              .join(', ')} to the hosts of ${name}.`,
      };
    }
    yield* ofIdentities(scope, policy);
  },
});

function* ofIdentities(
  scope: AssessScope,
  policy: AuthorizationPolicyObject,
): Iterable<RawFinding> {
  const named = identities(policy);
  if (named.length === 0) return;
  const name = nameOf(policy.ref);
  const running = scope.memo(runningAccounts, undefined);
  const { trustDomain } = scope.settingsOf(undefined);
  const own = new Set(['cluster.local', trustDomain]);
  for (const identity of named) {
    const foreign =
      identity.trustDomain !== undefined && !own.has(identity.trustDomain);
    if (foreign) {
      yield {
        kind: 'trustDomain',
        object: policy,
        cause: `${name} names ${identity.value}, and the trust domain of the mesh is ${trustDomain}`,
        fix: `Write cluster.local in place of ${identity.trustDomain}, unless clients of another mesh are meant.`,
      };
    } else if (!running.has(identity.account)) {
      yield {
        kind: 'unknownServiceAccount',
        object: policy,
        cause: `${name} names ${identity.value}, and no workload runs as service account ${identity.account}`,
        fix: 'Name the service account that spec.serviceAccountName of the pods says.',
      };
    }
  }
}
