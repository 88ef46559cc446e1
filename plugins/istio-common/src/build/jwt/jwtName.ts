import type { JwtIntent } from './jwtIntent';

/**
 * What a rule is called beside the gateway, where those of all namespaces
 * stand.
 *
 * @internal
 */
export function jwtName({
  namespace,
  name,
}: Pick<JwtIntent, 'namespace' | 'name'>): string {
  return namespace ? `${namespace}-${name}` : name;
}
