import { byCreation } from '../../model/byCreation';
import type { MeshIndex } from '../../index/MeshIndex';
import { hostsOverlap, isWildcard, mostSpecific } from '../hosts';
import type { MeshSettings } from '../meshSettings';
import { isVisible } from '../visibility';
import {
  firstOfEach,
  merged,
  narrowFirst,
  ofOneNamespace,
  together,
} from './mergeHosts';
import {
  type RegistryHost,
  byAge,
  hostOfService,
  hostsOfEntry,
} from './RegistryHost';
import type { ImportScope, Imports } from './SidecarScopes';

const HTTP_KINDS: ReadonlySet<string> = new Set(['http', 'auto']);

/** A host as a listener of a Sidecar has it; empty when it does not. */
function importedBy(listener: Imports, one: RegistryHost): RegistryHost[] {
  const ports = listener.portsOf(one.namespace, one.host, one.ports);
  if (!ports) return [];
  return [ports.length === one.ports.length ? one : { ...one, ports }];
}

/**
 * Every host that istiod knows, as each namespace sees it: the one of its own
 * namespace first, then a Service before a ServiceEntry, then what is exported
 * to some namespaces only, then the oldest; of the same age the one whose
 * namespace comes first.
 * Source: pilot/pkg/model/sidecar.go, selectServices and appendSidecarServices;
 * push_context.go, servicesExportedToNamespace.
 */
export class HostRegistry {
  /** Oldest first. */
  readonly #byHost = new Map<string, RegistryHost[]>();
  readonly #wildcards = new Set<string>();
  readonly #ports = new Set<number>();

  constructor(index: MeshIndex, settings: MeshSettings) {
    for (const service of [...index.all('service')].sort(byCreation)) {
      this.#add(hostOfService(service, settings));
    }
    const entries = [...index.all('serviceentry')].sort(byAge);
    const subjects = new Map<string, readonly string[] | undefined>();
    for (const entry of entries) {
      for (const host of entry.hosts) {
        const key = `${entry.ref.namespace} ${host.toLowerCase()}`;
        subjects.set(key, entry.subjectAltNames);
      }
    }
    for (const host of entries.flatMap(entry =>
      hostsOfEntry(entry, settings),
    )) {
      const names = subjects.get(`${host.namespace} ${host.host}`);
      this.#add(names ? { ...host, subjectAltNames: names } : host);
    }
  }

  #add(host: RegistryHost): void {
    const standing = this.#byHost.get(host.host);
    if (standing) standing.push(host);
    else this.#byHost.set(host.host, [host]);
    if (isWildcard(host.host)) this.#wildcards.add(host.host);
    for (const { port, kind } of host.ports) {
      if (kind === 'http') this.#ports.add(port);
    }
  }

  /** Whether any host has HTTP on a port, so that sidecars listen there. */
  hasHttpPort(port: number): boolean {
    return this.#ports.has(port);
  }

  /** Every host of a ServiceEntry or Service, whoever may see it. */
  all(): RegistryHost[] {
    return [...this.#byHost.values()].flat();
  }

  /** What carries a name, whoever may see it; wildcards are not expanded. */
  named(host: string): readonly RegistryHost[] {
    return this.#byHost.get(host) ?? [];
  }

  /** The definitions in reach of a sidecar by one listener of its Sidecar. */
  #imported(
    namespace: string,
    host: string,
    listener: Imports | undefined,
  ): readonly RegistryHost[] {
    const named = this.named(host);
    const mayUse = (one: RegistryHost) => isVisible(one.visibility, namespace);
    if (!listener) {
      return ofOneNamespace(narrowFirst(named.filter(mayUse)), namespace);
    }
    const inReach = listener.namesAll
      ? firstOfEach(named).filter(mayUse)
      : narrowFirst(named.filter(mayUse));
    return ofOneNamespace(
      inReach.flatMap(one => importedBy(listener, one)),
      namespace,
    );
  }

  /**
   * What a namespace has clusters for behind exactly this name. Gateways do not
   * prefer their own namespace.
   *
   * @param scope - the Sidecar that narrows what is seen
   */
  seenBy(
    namespace: string,
    host: string,
    at: 'sidecar' | 'gateway' = 'sidecar',
    scope?: ImportScope,
  ): RegistryHost | undefined {
    if (at === 'gateway') {
      return narrowFirst(
        this.named(host).filter(one => isVisible(one.visibility, namespace)),
      ).reduce(together, undefined);
    }
    return (scope?.listeners ?? [undefined])
      .map(listener =>
        this.#imported(namespace, host, listener).reduce(together, undefined),
      )
      .reduce(together, undefined);
  }

  /**
   * What a sidecar routes to behind exactly this name when the port is called:
   * by the listener for the port alone, and with the port of any definition of
   * the namespace that counts, whether or not there is a cluster for it.
   * Source: pilot/pkg/networking/core/httproute.go,
   * BuildSidecarOutboundVirtualHosts.
   */
  routedAt(
    namespace: string,
    host: string,
    port: number,
    scope?: ImportScope,
  ): RegistryHost | undefined {
    const listener = scope?.at(port);
    if (scope && !listener) return undefined;
    const [first, ...others] = this.#imported(namespace, host, listener);
    return first && others.reduce(merged, first);
  }

  /** Whether a namespace sees a host under a wildcard that has the port. */
  someUnder(
    namespace: string,
    pattern: string,
    port: number,
    scope?: ImportScope,
  ): boolean {
    return [...this.#byHost.keys()].some(
      host =>
        hostsOverlap(pattern, host) &&
        this.#withPort(namespace, host, port, scope),
    );
  }

  /**
   * Whether sidecars of a Sidecar listen on a port for HTTP: for a host that the
   * listener for the port or the general one has there. The former takes HTTP
   * whatever the host has; without any host it is none.
   * Source: pilot/pkg/networking/core/listener.go, buildSidecarOutboundListeners.
   */
  hasHttpPortWithin(
    namespace: string,
    port: number,
    scope: ImportScope,
  ): boolean {
    const hosts = [...this.#byHost.keys()];
    return scope.listeners
      .filter(one => one.port === undefined || one.port === port)
      .some(listener =>
        hosts
          .flatMap(host => this.#imported(namespace, host, listener))
          .flatMap(({ ports }) => ports)
          .some(
            one =>
              one.port === port &&
              (listener.port === port || HTTP_KINDS.has(one.kind)),
          ),
      );
  }

  #withPort(
    namespace: string,
    host: string,
    port: number,
    scope: ImportScope | undefined,
  ): RegistryHost | undefined {
    const seen = this.routedAt(namespace, host, port, scope);
    return seen?.ports.some(one => one.port === port) ? seen : undefined;
  }

  /**
   * What a destination of a route means for a proxy. A sidecar is also given
   * what its own namespace defines but does not export to itself, and what its
   * Sidecar leaves out: a Service, else the oldest ServiceEntry.
   * Source: pilot/pkg/model/sidecar.go, collectImportedServices and
   * pickBestVisibleNamespace.
   */
  destination(
    namespace: string,
    host: string,
    at: 'sidecar' | 'gateway',
    scope?: ImportScope,
  ): RegistryHost | undefined {
    const seen = this.seenBy(namespace, host, at, scope);
    if (at === 'gateway' || (seen && !scope)) return seen;
    // Oldest first, and Services before ServiceEntries.
    const named = firstOfEach(this.named(host));
    const unasked =
      named.find(one => one.namespace === namespace) ??
      named.find(one => isVisible(one.visibility, namespace));
    return together(seen, unasked);
  }

  /**
   * What a request for a name and port meets at a sidecar: the host itself, or
   * the narrowest wildcard, of those that have the port.
   */
  answering(
    namespace: string,
    host: string,
    port: number,
    scope?: ImportScope,
  ): RegistryHost | undefined {
    const exact = this.#withPort(namespace, host, port, scope);
    if (exact) return exact;
    const open = [...this.#wildcards].filter(name =>
      this.#withPort(namespace, name, port, scope),
    );
    const best = mostSpecific(host, open);
    return best === undefined
      ? undefined
      : this.#withPort(namespace, best, port, scope);
  }
}
