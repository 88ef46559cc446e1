import type {
  AttributeMatch,
  AuthorizationPolicyObject,
  AuthorizationRule,
} from '../model/securityObjects';
import { type Fields, compact, fields, list, text, texts } from './fields';
import { objectBase } from './objectBase';
import { trimPolicyScope } from './trimPolicyScope';
import type { WatchedResource } from './watchedResources';

const DRY_RUN = 'istio.io/dry-run';

/** What Go's strconv.ParseBool takes for true. */
const TRUE: ReadonlySet<string> = new Set([
  '1',
  't',
  'T',
  'true',
  'TRUE',
  'True',
]);

/** Each list with the one that negates it. */
const SOURCE_KEYS = [
  ['principals', 'notPrincipals'],
  ['requestPrincipals', 'notRequestPrincipals'],
  ['namespaces', 'notNamespaces'],
  ['serviceAccounts', 'notServiceAccounts'],
  ['trustDomains', 'notTrustDomains'],
  ['ipBlocks', 'notIpBlocks'],
  ['remoteIpBlocks', 'notRemoteIpBlocks'],
] as const;

const OPERATION_KEYS = [
  ['hosts', 'notHosts'],
  ['ports', 'notPorts'],
  ['methods', 'notMethods'],
  ['paths', 'notPaths'],
] as const;

function match(
  key: string,
  values: readonly string[],
  notValues: readonly string[],
): AttributeMatch[] {
  if (values.length === 0 && notValues.length === 0) return [];
  return [
    compact({
      key,
      values: values.length > 0 ? values : undefined,
      notValues: notValues.length > 0 ? notValues : undefined,
    }),
  ];
}

function matches(
  raw: Fields,
  keys: ReadonlyArray<readonly [string, string]>,
): AttributeMatch[] {
  return keys.flatMap(([key, negated]) =>
    match(key, texts(raw[key]), texts(raw[negated])),
  );
}

function rule(raw: Fields): AuthorizationRule {
  const from = list(raw.from).map(one =>
    matches(fields(fields(one).source), SOURCE_KEYS),
  );
  const to = list(raw.to).map(one =>
    matches(fields(fields(one).operation), OPERATION_KEYS),
  );
  const when = list(raw.when)
    .map(fields)
    .flatMap(one =>
      match(text(one.key) ?? '', texts(one.values), texts(one.notValues)),
    );
  return compact({
    from: from.length > 0 ? from : undefined,
    to: to.length > 0 ? to : undefined,
    when: when.length > 0 ? when : undefined,
  });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absent, or a list of objects. */
function isObjectList(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.every(isObject))
  );
}

function isStringList(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.every(one => typeof one === 'string'))
  );
}

function isReadableRule(raw: Fields): boolean {
  const parts = [
    ...list(raw.from).map(one => [fields(one).source, SOURCE_KEYS] as const),
    ...list(raw.to).map(
      one => [fields(one).operation, OPERATION_KEYS] as const,
    ),
  ];
  return (
    [raw.from, raw.to, raw.when].every(isObjectList) &&
    parts.every(
      ([part, keys]) =>
        (part === undefined || part === null || isObject(part)) &&
        keys.flat().every(key => isStringList(fields(part)[key])),
    ) &&
    list(raw.when)
      .map(fields)
      .every(
        one =>
          text(one.key) !== undefined &&
          isStringList(one.values) &&
          isStringList(one.notValues),
      )
  );
}

function isReadable(spec: Fields): boolean {
  const { action, rules } = spec;
  return (
    (action === undefined || text(action) !== undefined) &&
    isObjectList(rules) &&
    list(rules).map(fields).every(isReadableRule)
  );
}

/** An AuthorizationPolicy with its rules as lists of matches. */
export function trimAuthorizationPolicy(
  resource: WatchedResource,
  raw: unknown,
): AuthorizationPolicyObject | undefined {
  const base = objectBase('authorizationpolicy', resource, raw);
  if (!base) return undefined;
  const { metadata } = fields(raw);
  const spec = fields(fields(raw).spec);
  const dryRun = text(fields(fields(metadata).annotations)[DRY_RUN]);
  return compact({
    ...base,
    ...trimPolicyScope(spec),
    action: text(spec.action) ?? 'ALLOW',
    rules: list(spec.rules).map(fields).map(rule),
    provider: text(fields(spec.provider).name),
    dryRun: dryRun !== undefined && TRUE.has(dryRun) ? true : undefined,
    unreadable: isReadable(spec) ? undefined : true,
  });
}
