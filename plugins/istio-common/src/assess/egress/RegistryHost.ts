import { byCreation } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import { serviceHost } from '../hosts';
import type { MeshSettings } from '../meshSettings';
import { type Visibility, visibilityOf } from '../visibility';
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
  /** Names that the server's certificate must have; those of the youngest ServiceEntry of the namespace. */
  readonly subjectAltNames?: readonly string[];
  readonly service?: ServiceObject;
}

/** Comma-separated; the ServiceEntry's `exportTo` for a Service. */
const EXPORT_ANNOTATION = 'networking.istio.io/exportTo';

/** The host of a Service. */
export function hostOfService(
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

/** The hosts of a ServiceEntry. */
export function hostsOfEntry(
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
export function byAge(a: ServiceEntryObject, b: ServiceEntryObject): number {
  const [x, y] = [a, b].map(({ ref, createdAt }) => ({
    ...(createdAt !== undefined && { createdAt }),
    ref: { ...ref, name: ref.namespace ?? '', namespace: ref.name },
  }));
  return byCreation(x, y);
}
