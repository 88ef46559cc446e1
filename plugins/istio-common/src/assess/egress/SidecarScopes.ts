import { byCreation } from '../../model/byCreation';
import type {
  EgressListener,
  SidecarObject,
} from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import type { GatewayPods } from '../exposure/gatewayRoutes';
import { hostCovers, hostsOverlap, isWildcard } from '../hosts';

interface NamespaceHosts {
  readonly hosts: string[];
  readonly excluded: string[];
}

type Covers = (pattern: string, host: string) => boolean;

/** The hosts of a listener by namespace; `*` for every one. */
function hostsByNamespace(
  { hosts }: EgressListener,
  own: string,
): ReadonlyMap<string, NamespaceHosts> {
  const found = new Map<string, NamespaceHosts>();
  for (const one of hosts) {
    const [where, host, ...more] = one.split('/');
    if (host === undefined || more.length > 0) continue;
    const excludes = where.startsWith('~');
    const named = excludes ? where.slice(1) || '*' : where;
    const namespace = named === '.' ? own : named;
    const known = found.get(namespace) ?? { hosts: [], excluded: [] };
    found.set(namespace, known);
    (excludes ? known.excluded : known.hosts).push(host);
  }
  return found;
}

/** One listener of a Sidecar, as the sidecars of a namespace have it. */
export class Imports {
  readonly port: number | undefined;
  /** Of hosts only this port is taken. */
  readonly onlyPort: number | undefined;
  /** Whether it names every host and its namespace, without wildcards. */
  readonly namesAll: boolean;
  readonly #hosts: ReadonlyMap<string, NamespaceHosts>;

  constructor(listener: EgressListener, own: string) {
    const { port, anyPort } = listener;
    this.port = port;
    this.onlyPort = anyPort || port === 0 ? undefined : port;
    this.#hosts = hostsByNamespace(listener, own);
    this.namesAll = [...this.#hosts].every(
      ([namespace, { hosts }]) =>
        hosts.length === 0 || (namespace !== '*' && !hosts.some(isWildcard)),
    );
  }

  #covers(namespace: string, host: string, covers: Covers): boolean {
    const entries = [this.#hosts.get(namespace), this.#hosts.get('*')];
    return (
      entries.some(entry => entry?.hosts.some(one => covers(one, host))) &&
      !entries.some(entry => entry?.excluded.some(one => hostCovers(one, host)))
    );
  }

  /** Which of its ports a host of a namespace has here; undefined when it is not imported. */
  portsOf<TPort extends { readonly port: number }>(
    namespace: string,
    host: string,
    ports: readonly TPort[],
  ): readonly TPort[] | undefined {
    if (!this.#covers(namespace, host, hostCovers)) return undefined;
    const { onlyPort } = this;
    if (onlyPort === undefined) return ports;
    const found = ports.filter(({ port }) => port === onlyPort);
    return found.length > 0 ? found : undefined;
  }

  /** Whether a VirtualService with these full names is imported. */
  routes(namespace: string, hosts: readonly string[]): boolean {
    return hosts.some(host => this.#covers(namespace, host, hostsOverlap));
  }
}

/**
 * What the sidecars of a namespace know by their Sidecar.
 *
 * A Service counts when a host of its own namespace or of `*` covers its name;
 * a VirtualService already when one of its hosts overlaps. A listener with a
 * port is for that port alone; the one without takes all others. Hosts behind
 * `~` are taken out.
 * Source: pilot/pkg/model/sidecar.go, convertIstioListenerToWrapper,
 * selectServices and GetEgressListenerForRDS; virtualservice.go,
 * SelectVirtualServices.
 */
export class ImportScope {
  readonly listeners: readonly Imports[];

  constructor(readonly sidecar: SidecarObject, namespace: string) {
    this.listeners = (sidecar.egress ?? [{ hosts: ['*/*'] }]).map(
      listener => new Imports(listener, namespace),
    );
  }

  /** The listener that takes what is sent to a port. */
  at(port: number): Imports | undefined {
    return this.listeners.find(
      one => one.port === undefined || one.port === port,
    );
  }

  /** Whether any listener has a VirtualService with these full names. */
  routes(namespace: string, hosts: readonly string[]): boolean {
    return this.listeners.some(listener => listener.routes(namespace, hosts));
  }
}

/**
 * Which Sidecar counts for a client: of its namespace the oldest whose selector
 * fits, else the oldest without a selector; else the one of the root namespace
 * without a selector. Gateways have none.
 * Source: pilot/pkg/model/push_context.go, initSidecarScopes and
 * doGetSidecarScope.
 */
export class SidecarScopes {
  /** Those with a selector first. */
  readonly #byNamespace = new Map<string, SidecarObject[]>();
  readonly #ofRoot: SidecarObject | undefined;
  readonly #scopes = new Map<string, ImportScope>();

  constructor(sidecars: Iterable<SidecarObject>, rootNamespace: string) {
    const byAge = [...sidecars].sort(byCreation);
    const ordered = [
      ...byAge.filter(one => one.workloadSelector),
      ...byAge.filter(one => !one.workloadSelector),
    ];
    for (const sidecar of ordered) {
      const namespace = sidecar.ref.namespace ?? '';
      const known = this.#byNamespace.get(namespace);
      if (known) known.push(sidecar);
      else this.#byNamespace.set(namespace, [sidecar]);
    }
    this.#ofRoot = this.#byNamespace
      .get(rootNamespace)
      ?.find(one => !one.workloadSelector);
  }

  /** Whether some pods of a namespace may have another Sidecar than the rest. */
  selects(namespace: string): boolean {
    return Boolean(
      this.#byNamespace.get(namespace)?.some(one => one.workloadSelector),
    );
  }

  /** Undefined where everything that is exported to the namespace is known. */
  of({ namespace, labels }: GatewayPods): ImportScope | undefined {
    const sidecar =
      this.#byNamespace
        .get(namespace)
        ?.find(one => isSubset(one.workloadSelector, labels)) ?? this.#ofRoot;
    if (!sidecar?.egress && !sidecar?.outboundTrafficPolicy) return undefined;
    const key = `${sidecar.ref.namespace}/${sidecar.ref.name} ${namespace}`;
    const known = this.#scopes.get(key);
    if (known) return known;
    const scope = new ImportScope(sidecar, namespace);
    this.#scopes.set(key, scope);
    return scope;
  }
}
