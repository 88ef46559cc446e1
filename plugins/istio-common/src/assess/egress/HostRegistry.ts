import { byCreation } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import type { MeshIndex } from '../../index/MeshIndex';
import { hostsOverlap, isWildcard, mostSpecific, serviceHost } from '../hosts';
import type { MeshSettings } from '../meshSettings';
import { type Visibility, isVisible, visibilityOf } from '../visibility';
import { type PortKind, portKind, servicePortKind } from './portKind';

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
    for (const entry of [...index.all('serviceentry')].sort(byCreation)) {
      for (const host of ofEntry(entry, settings)) this.#add(host);
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

  /** What a namespace sees behind exactly this name. */
  seenBy(namespace: string, host: string): RegistryHost | undefined {
    const visible = (this.#byHost.get(host) ?? []).filter(one =>
      isVisible(one.visibility, namespace),
    );
    if (visible.length <= 1) return visible[0];
    const first =
      visible.find(one => one.namespace === namespace) ??
      visible.find(one => one.service) ??
      visible.find(one => !one.visibility.has('*')) ??
      visible[0];
    return visible
      .filter(one => one !== first && mergeable(first, one))
      .reduce(merged, first);
  }

  /** Whether a namespace sees a host under a wildcard that has the port. */
  someUnder(namespace: string, pattern: string, port: number): boolean {
    return [...this.#byHost.keys()].some(
      host =>
        hostsOverlap(pattern, host) &&
        this.seenBy(namespace, host)?.ports.some(one => one.port === port),
    );
  }

  /** What answers to a name for a namespace: itself, or the narrowest wildcard. */
  answering(namespace: string, host: string): RegistryHost | undefined {
    const exact = this.seenBy(namespace, host);
    if (exact) return exact;
    const open = [...this.#wildcards].filter(
      name => this.seenBy(namespace, name) !== undefined,
    );
    const best = mostSpecific(host, open);
    return best === undefined ? undefined : this.seenBy(namespace, best);
  }
}
