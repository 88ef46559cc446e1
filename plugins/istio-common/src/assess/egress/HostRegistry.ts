import { byCreation } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import type { MeshIndex } from '../../index/MeshIndex';
import { hostsOverlap, isWildcard, mostSpecific, serviceHost } from '../hosts';
import type { MeshSettings } from '../meshSettings';
import { type Visibility, isVisible, visibilityOf } from '../visibility';
import { type PortKind, portKind, servicePortKind } from './portKind';
import type { ImportScope, Imports } from './SidecarScopes';

/** A port as clients of the mesh see it. */
export interface RegistryPort {
  readonly port: number;
  readonly kind: PortKind;
}

/** A host that istiod knows, from a Service or a ServiceEntry. */
export interface RegistryHost {
  readonly host: string;
  readonly namespace: string;
  readonly ref: ObjectRef;
  readonly ports: readonly RegistryPort[];
  readonly visibility: Visibility;
  readonly entry?: ServiceEntryObject;
  /** Names that the server's certificate must have; those of the youngest ServiceEntry of the namespace. */
  readonly subjectAltNames?: readonly string[];
  readonly service?: ServiceObject;
}

/** Comma-separated; the ServiceEntry's `exportTo` for a Service. */
const EXPORT_ANNOTATION = 'networking.istio.io/exportTo';

function ofService(
  service: ServiceObject,
  settings: MeshSettings,
): RegistryHost {
  const { ref, annotations, ports } = service;
  const namespace = ref.namespace ?? '';
  const exportTo = (annotations?.[EXPORT_ANNOTATION] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  return {
    host: serviceHost(ref),
    namespace,
    ref,
    ports: ports.map(one => ({ port: one.port, kind: servicePortKind(one) })),
    visibility: visibilityOf(exportTo, namespace, settings.serviceExportTo),
    service,
  };
}

function ofEntry(
  entry: ServiceEntryObject,
  settings: MeshSettings,
): RegistryHost[] {
  const namespace = entry.ref.namespace ?? '';
  const visibility = visibilityOf(
    entry.exportTo,
    namespace,
    settings.serviceExportTo,
  );
  const ports = entry.ports.map(({ port, protocol }) => ({
    port,
    kind: portKind(protocol),
  }));
  return entry.hosts.map(host => ({
    host: host.toLowerCase(),
    namespace,
    ref: entry.ref,
    ports,
    visibility,
    entry,
  }));
}

/**
 * Oldest first; of the same age by namespace, then by name.
 * Source: pilot/pkg/model/push_context.go, SortServicesByCreationTime.
 */
function byAge(a: ServiceEntryObject, b: ServiceEntryObject): number {
  const [x, y] = [a, b].map(({ ref, createdAt }) => ({
    ...(createdAt !== undefined && { createdAt }),
    ref: { ...ref, name: ref.namespace ?? '', namespace: ref.name },
  }));
  return byCreation(x, y);
}

/** Ports of both; those of the first where they differ. */
function merged(first: RegistryHost, second: RegistryHost): RegistryHost {
  const known = new Set(first.ports.map(({ port }) => port));
  const more = second.ports.filter(({ port }) => !known.has(port));
  return more.length > 0
    ? { ...first, ports: [...first.ports, ...more] }
    : first;
}

/** Two ServiceEntries of a namespace for one host count as one, if resolved alike. */
function mergeable(a: RegistryHost, b: RegistryHost): boolean {
  return (
    a.namespace === b.namespace &&
    a.entry !== undefined &&
    b.entry !== undefined &&
    (a.entry.resolution ?? 'NONE') === (b.entry.resolution ?? 'NONE')
  );
}

/** Which of the hosts of a name counts for a proxy of a namespace. */
function picked(
  visible: readonly RegistryHost[],
  namespace: string,
  at: 'sidecar' | 'gateway',
): RegistryHost | undefined {
  if (visible.length <= 1) return visible[0];
  const own = visible.find(one => one.namespace === namespace);
  const first =
    (at === 'sidecar' ? own : undefined) ??
    visible.find(one => one.service) ??
    visible.find(one => !one.visibility.has('*')) ??
    visible[0];
  return visible
    .filter(one => one !== first && mergeable(first, one))
    .reduce(merged, first);
}

/** A host as a listener of a Sidecar has it; empty when it does not. */
function importedBy(listener: Imports, one: RegistryHost): RegistryHost[] {
  const ports = listener.portsOf(one.namespace, one.host, one.ports);
  if (!ports) return [];
  return [ports.length === one.ports.length ? one : { ...one, ports }];
}

/**
 * What two listeners have behind one name: that of the first, but for a Service,
 * which comes before a ServiceEntry.
 * Source: pilot/pkg/model/sidecar.go, appendSidecarServices.
 */
function together(
  first: RegistryHost | undefined,
  second: RegistryHost | undefined,
): RegistryHost | undefined {
  if (!first || !second) return first ?? second;
  if (second.service && !first.service) return second;
  return first.namespace === second.namespace ? merged(first, second) : first;
}

/**
 * Every host that istiod knows, as each namespace sees it: the one of its own
 * namespace first, then a Service before a ServiceEntry, then what is exported
 * to it by name, then the oldest.
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
      this.#add(ofService(service, settings));
    }
    const entries = [...index.all('serviceentry')].sort(byAge);
    const subjects = new Map<string, readonly string[] | undefined>();
    for (const entry of entries) {
      for (const host of entry.hosts) {
        const key = `${entry.ref.namespace} ${host.toLowerCase()}`;
        subjects.set(key, entry.subjectAltNames);
      }
    }
    for (const host of entries.flatMap(entry => ofEntry(entry, settings))) {
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

  /**
   * What a namespace sees behind exactly this name. Gateways do not prefer
   * their own namespace.
   *
   * @param scope - the Sidecar that narrows what is seen
   * @param port - the port that is called, where its listener alone counts
   */
  seenBy(
    namespace: string,
    host: string,
    at: 'sidecar' | 'gateway' = 'sidecar',
    scope?: ImportScope,
    port?: number,
  ): RegistryHost | undefined {
    const visible = (this.#byHost.get(host) ?? []).filter(one =>
      isVisible(one.visibility, namespace),
    );
    if (!scope || visible.length === 0) return picked(visible, namespace, at);
    const listeners =
      port === undefined ? scope.listeners : [scope.at(port) ?? []].flat();
    return listeners
      .map(listener =>
        picked(
          visible.flatMap(one => importedBy(listener, one)),
          namespace,
          at,
        ),
      )
      .reduce(together, undefined);
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

  /** Whether sidecars of a Sidecar listen on a port for HTTP. */
  hasHttpPortWithin(
    namespace: string,
    port: number,
    scope: ImportScope,
  ): boolean {
    return [...this.#byHost.keys()].some(host => {
      const { kind } =
        this.#withPort(namespace, host, port, scope)?.ports.find(
          one => one.port === port,
        ) ?? {};
      return kind === 'http' || kind === 'auto';
    });
  }

  #withPort(
    namespace: string,
    host: string,
    port: number,
    scope: ImportScope | undefined,
  ): RegistryHost | undefined {
    const seen = this.seenBy(namespace, host, 'sidecar', scope, port);
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
    const named = this.named(host);
    // Oldest first, and Services before ServiceEntries.
    const unasked =
      named.find(one => one.namespace === namespace) ??
      named.find(one => isVisible(one.visibility, namespace));
    return seen && seen.namespace !== unasked?.namespace ? seen : unasked;
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
