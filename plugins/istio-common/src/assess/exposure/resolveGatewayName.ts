/**
 * `name` means the VirtualService's own namespace, as does `./name`; a name
 * with dots is the old form `name.namespace.svc…`.
 * Source: pilot/pkg/model/config.go, resolveGatewayName.
 */
export function resolveGatewayName(name: string, namespace: string): string {
  if (name === 'mesh') return name;
  const slash = name.indexOf('/');
  if (slash !== -1) {
    return name.startsWith('./') ? `${namespace}${name.slice(slash)}` : name;
  }
  if (!name.includes('.')) return `${namespace}/${name}`;
  const [own, owner] = name.split('.');
  return `${owner}/${own}`;
}
