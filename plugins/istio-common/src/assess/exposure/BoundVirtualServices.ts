import { byCreation } from '../../model/byCreation';
import type {
  HttpMatch,
  HttpRoute,
  VirtualServiceObject,
} from '../../model/networkingObjects';

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

/** Namespaces that may use an object: `*`, `~` for none, or names; `.` is its own. */
function exportedTo(
  { exportTo, ref }: VirtualServiceObject,
  byDefault: readonly string[],
): ReadonlySet<string> {
  const names = exportTo.length > 0 ? exportTo : byDefault;
  return new Set(
    names.map(name => (name === '.' ? ref.namespace ?? '' : name)),
  );
}

function mergeMatches(
  root: readonly HttpMatch[],
  delegate: readonly HttpMatch[],
): readonly HttpMatch[] {
  if (root.length === 0 || delegate.length === 0) {
    return delegate.length > 0 ? delegate : root;
  }
  return delegate.map(match => ({
    ...root[0],
    ...match,
    catchAll: match.catchAll && root.some(({ catchAll }) => catchAll),
  }));
}

/** VirtualServices by the Gateway they are bound to and who may see them. */
export class BoundVirtualServices {
  /** Oldest first; a Gateway that is named twice takes the routes twice. */
  readonly #byGateway = new Map<string, VirtualServiceObject[]>();
  readonly #byKey: ReadonlyMap<string, VirtualServiceObject>;
  readonly #exportTo: readonly string[];

  constructor(
    services: Iterable<VirtualServiceObject>,
    defaultExportTo: readonly string[],
  ) {
    const ordered = [...services].sort(byCreation);
    this.#byKey = new Map(
      ordered.map(one => [`${one.ref.namespace}/${one.ref.name}`, one]),
    );
    this.#exportTo = defaultExportTo;
    for (const service of ordered) {
      if (service.hosts.length === 0) continue;
      for (const name of service.gateways) {
        const gateway = resolveGatewayName(name, service.ref.namespace ?? '');
        const bound = this.#byGateway.get(gateway);
        if (bound) bound.push(service);
        else this.#byGateway.set(gateway, [service]);
      }
    }
  }

  /**
   * The VirtualServices that count at a gateway: those private to the pods'
   * namespace, then those exported to it by name, then the public ones; in each
   * the oldest first. A VirtualService without hosts is a delegate.
   * Source: pilot/pkg/model/push_context.go, VirtualServicesForGateway.
   */
  forGateway(gateway: string, podNamespace: string): VirtualServiceObject[] {
    const tiers: VirtualServiceObject[][] = [[], [], []];
    for (const service of this.#byGateway.get(gateway) ?? []) {
      const visible = exportedTo(service, this.#exportTo);
      if (visible.has('*')) tiers[2].push(service);
      else if (!visible.has('~') && visible.has(podNamespace)) {
        tiers[service.ref.namespace === podNamespace ? 0 : 1].push(service);
      }
    }
    return tiers.flat();
  }

  /**
   * The HTTP routes with delegates put in their place. A delegate that is
   * missing or not exported to the root's namespace is left out; conflicts
   * between the matches of root and delegate are not looked for.
   */
  httpRoutes(service: VirtualServiceObject): readonly HttpRoute[] {
    const own = service.ref.namespace ?? '';
    return service.http.flatMap(route => {
      if (!route.delegate) return [route];
      const { name, namespace = own } = route.delegate;
      const delegate = this.#byKey.get(`${namespace}/${name}`);
      if (!delegate || delegate.hosts.length > 0) return [];
      const visible = exportedTo(delegate, this.#exportTo);
      if (!visible.has('*') && !visible.has(own)) return [];
      return delegate.http.map(inner => ({
        ...inner,
        matches: mergeMatches(route.matches, inner.matches),
      }));
    });
  }
}
