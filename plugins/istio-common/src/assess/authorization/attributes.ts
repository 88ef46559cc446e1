/** Where a rule is enforced: Envoy's HTTP filter, its TCP filter, or ztunnel. */
export type Layer = 'http' | 'tcp' | 'ztunnel';

/** What a match is about; `headers` stands for anything that is not followed further. */
export type Attribute =
  | 'hosts'
  | 'methods'
  | 'paths'
  | 'ports'
  | 'principal'
  | 'namespace'
  | 'serviceAccount'
  | 'trustDomain'
  | 'requestPrincipal'
  | 'claims'
  | 'addresses'
  | 'remoteAddresses'
  | 'headers'
  | 'sni'
  | 'metadata'
  | 'unknown';

const BY_KEY: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ['hosts', 'hosts'],
  ['methods', 'methods'],
  ['paths', 'paths'],
  ['ports', 'ports'],
  ['principals', 'principal'],
  ['namespaces', 'namespace'],
  ['serviceAccounts', 'serviceAccount'],
  ['trustDomains', 'trustDomain'],
  ['requestPrincipals', 'requestPrincipal'],
  ['ipBlocks', 'addresses'],
  ['remoteIpBlocks', 'remoteAddresses'],
  ['source.ip', 'addresses'],
  ['remote.ip', 'remoteAddresses'],
  ['source.namespace', 'namespace'],
  ['source.serviceAccount', 'serviceAccount'],
  ['source.trustDomain', 'trustDomain'],
  ['source.principal', 'principal'],
  ['request.auth.principal', 'requestPrincipal'],
  ['request.auth.audiences', 'claims'],
  ['request.auth.presenter', 'claims'],
  ['destination.ip', 'addresses'],
  ['destination.port', 'ports'],
  ['connection.sni', 'sni'],
]);

const PREFIXES: ReadonlyArray<readonly [string, Attribute]> = [
  ['request.headers', 'headers'],
  ['request.auth.claims', 'claims'],
  ['experimental.envoy.filters.', 'metadata'],
];

/**
 * What the key of a match is about.
 * Source: pilot/pkg/security/authz/model/model.go, New.
 */
export function attributeOf(key: string): Attribute {
  return (
    BY_KEY.get(key) ??
    PREFIXES.find(([prefix]) => key.startsWith(prefix))?.[1] ??
    'unknown'
  );
}

const HTTP_ONLY: ReadonlySet<Attribute> = new Set<Attribute>([
  'hosts',
  'methods',
  'paths',
  'requestPrincipal',
  'claims',
  'headers',
]);

/** Keys of `when` that ztunnel understands. */
const ZTUNNEL_KEYS: ReadonlySet<string> = new Set([
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
]);

/**
 * Whether a layer can look at an attribute. Of HTTP neither TCP ports nor
 * ztunnel know anything.
 * Source: pilot/pkg/security/authz/model/generator.go;
 * pilot/pkg/serviceregistry/ambient/authorization.go, handleRule.
 */
export function isEnforceable(key: string, layer: Layer): boolean {
  if (layer === 'http') return true;
  const attribute = attributeOf(key);
  if (layer === 'tcp') return !HTTP_ONLY.has(attribute);
  if (key.includes('.')) return ZTUNNEL_KEYS.has(key);
  return (
    !HTTP_ONLY.has(attribute) &&
    attribute !== 'remoteAddresses' &&
    attribute !== 'unknown'
  );
}

/** Whether an attribute depends on a token. */
export function isOfToken(key: string): boolean {
  const attribute = attributeOf(key);
  return attribute === 'requestPrincipal' || attribute === 'claims';
}
