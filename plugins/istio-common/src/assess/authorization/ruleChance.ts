import type {
  AttributeMatch,
  AuthorizationPolicyObject,
  AuthorizationRule,
} from '../../model/securityObjects';
import { type Layer, attributeOf, isEnforceable } from './attributes';
import { type Chance, allOf, anyOf, not } from './chance';
import { hostChance } from './hostChance';
import { peerChance } from './peerChance';
import type { RequestFacts } from './requestFacts';
import { requestPrincipalChance } from './requestPrincipal';
import { patternChance, textPattern } from './textPattern';

/** The part of a policy that decides how its rules are read. */
export type RuleOwner = Pick<AuthorizationPolicyObject, 'ref' | 'action'>;

function isPort(value: string): boolean {
  return /^\d{1,10}$/.test(value) && Number(value) <= 65_535;
}

/** The values that Istio can use; it leaves out ports that are none. */
function usable(key: string, values: readonly string[]): readonly string[] {
  return attributeOf(key) === 'ports' ? values.filter(isPort) : values;
}

function portChance(value: string, port: number | undefined): Chance {
  if (port === undefined) return 'sometimes';
  return Number(value) === port ? 'always' : 'never';
}

function pathChance(value: string, path: string | undefined): Chance {
  // Every path begins with a slash.
  if (value === '/*') return 'always';
  // What a template stands for is not worked out.
  return value.includes('{')
    ? 'sometimes'
    : patternChance(textPattern(value), path);
}

/** Whether requests match one of the values. */
function valuesChance(
  key: string,
  values: readonly string[],
  request: RequestFacts,
  namespace: string,
): Chance {
  const attribute = attributeOf(key);
  switch (attribute) {
    case 'hosts':
      return hostsChance(values, request);
    case 'methods':
      return anyOf(
        values.map(value => patternChance(textPattern(value), request.method)),
      );
    case 'paths':
      return anyOf(values.map(value => pathChance(value, request.path)));
    case 'ports':
      return anyOf(values.map(value => portChance(value, request.port)));
    case 'requestPrincipal':
      return anyOf(values.map(value => requestPrincipalChance(value, request)));
    case 'claims':
      return request.token ? 'sometimes' : 'never';
    case 'principal':
    case 'namespace':
    case 'serviceAccount':
    case 'trustDomain':
      return peerChance(attribute, values, request, namespace);
    default:
      return 'sometimes';
  }
}

/**
 * Values together may cover what none does alone: `web.example.com` and
 * `web.example.com:*` are every form of the name.
 */
function hostsChance(values: readonly string[], request: RequestFacts): Chance {
  const together = anyOf(values.map(value => hostChance(value, request)));
  const { host, authority } = request;
  if (together !== 'sometimes' || !host || authority !== undefined) {
    return together;
  }
  const forms = [host, `${host}:443`, `${host}:1`].map(form =>
    anyOf(values.map(value => hostChance(value, { authority: form }))),
  );
  const concrete = !host.startsWith('*');
  return concrete && forms.every(form => form === 'always')
    ? 'always'
    : together;
}

/** Undefined when the match makes its whole rule void. */
function matchChance(
  match: AttributeMatch,
  owner: RuleOwner,
  layer: Layer,
  request: RequestFacts,
): Chance | undefined {
  const { key, values = [], notValues = [] } = match;
  const narrows = owner.action === 'ALLOW';
  if (attributeOf(key) === 'unknown' && layer !== 'ztunnel') return undefined;
  if (layer === 'ztunnel' && key === 'trustDomains') return 'always';
  if (!isEnforceable(key, layer)) return narrows ? undefined : 'always';
  const positive = usable(key, values);
  const negative = usable(key, notValues);
  const spoilt =
    positive.length < values.length || negative.length < notValues.length;
  if (spoilt && narrows && layer !== 'ztunnel') return undefined;
  const namespace = owner.ref.namespace ?? '';
  return allOf([
    positive.length > 0
      ? valuesChance(key, positive, request, namespace)
      : 'always',
    negative.length > 0
      ? not(valuesChance(key, negative, request, namespace))
      : 'always',
  ]);
}

/**
 * Whether a rule matches requests. A match that cannot be enforced in the
 * layer, or has unusable values, voids a rule of an ALLOW policy and is left
 * out of any other rule, which makes a DENY broader. An attribute that Istio
 * does not know voids any rule. ztunnel looks past trustDomains.
 * Source: pilot/pkg/security/authz/model/model.go, New, Generate, checkError.
 */
export function ruleChance(
  rule: AuthorizationRule,
  owner: RuleOwner,
  layer: Layer,
  request: RequestFacts,
): Chance {
  let isVoid = false;
  const together = (matches: readonly AttributeMatch[]): Chance => {
    const chances = matches.map(match =>
      matchChance(match, owner, layer, request),
    );
    if (chances.includes(undefined)) isVoid = true;
    return allOf(chances.flatMap(one => one ?? []));
  };
  const chance = allOf([
    rule.from ? anyOf(rule.from.map(together)) : 'always',
    rule.to ? anyOf(rule.to.map(together)) : 'always',
    together(rule.when ?? []),
  ]);
  return isVoid ? 'never' : chance;
}

/** Whether one of a policy's rules matches requests; one without rules never does. */
export function policyChance(
  policy: AuthorizationPolicyObject,
  layer: Layer,
  request: RequestFacts,
): Chance {
  // What cannot be read may say anything.
  if (policy.unreadable) return 'sometimes';
  return anyOf(
    policy.rules.map(rule => ruleChance(rule, policy, layer, request)),
  );
}
