/** What sidecars are told of hosts, in few words. */
import { HostRegistry } from '../assess/egress/HostRegistry';
import { MeshRoutes } from '../assess/egress/MeshRoutes';
import type { RegistryHost } from '../assess/egress/RegistryHost';
import { SidecarScopes } from '../assess/egress/SidecarScopes';
import { BoundVirtualServices } from '../assess/exposure/BoundVirtualServices';
import { DEFAULT_SETTINGS } from '../assess/meshSettings';
import { MeshIndex } from '../index/MeshIndex';
import { trimAll } from './assessRaw';
import { rawServiceEntry } from './raw/egress';
import { rawVirtualService } from './rawObjects';

type Json = Record<string, unknown>;

const PROTOCOLS: Readonly<Record<number, string>> = {
  443: 'HTTPS',
  5432: 'TCP',
};

function metadata(name: string, more: Json = {}): Json {
  const [namespace, own] = name.split('/');
  return { namespace, name: own, ...more };
}

/** A ServiceEntry `namespace/name` for a host at some ports, made so many seconds after the first. */
export function entryAt(
  name: string,
  host: string,
  ports: number[],
  spec: Json = {},
  second = 0,
) {
  const raw = rawServiceEntry({
    hosts: [host],
    exportTo: ['*'],
    ports: ports.map(number => ({
      number,
      name: `p${number}`,
      protocol: PROTOCOLS[number] ?? 'HTTP',
    })),
    ...spec,
  });
  return {
    ...raw,
    metadata: metadata(name, {
      creationTimestamp: `2026-01-01T00:00:0${second}Z`,
    }),
  };
}

/** A Service `namespace/name` with ports of HTTP. */
export function serviceAt(name: string, ports: number[], exportTo?: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name, {
      creationTimestamp: '2026-01-01T00:00:09Z',
      ...(exportTo !== undefined && {
        annotations: { 'networking.istio.io/exportTo': exportTo },
      }),
    }),
    spec: { ports: ports.map(port => ({ name: `http-${port}`, port })) },
  };
}

/** The Sidecar of a namespace; each listener its hosts, or a port and its hosts. */
export function sidecarOf(
  namespace: string,
  ...listeners: Array<string[] | [number, ...string[]]>
) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: metadata(`${namespace}/default`),
    spec: {
      egress: listeners.map(([first, ...rest]) =>
        typeof first === 'number'
          ? { port: { number: first, protocol: 'HTTP' }, hosts: rest }
          : { hosts: [first, ...rest] },
      ),
    },
  };
}

/** A VirtualService `namespace/name` for hosts, made so many seconds after the first. */
export function routeAt(name: string, hosts: string[], spec: Json, second = 0) {
  const raw = rawVirtualService({ hosts, ...spec });
  return {
    ...raw,
    metadata: metadata(name, {
      creationTimestamp: `2026-01-01T00:00:0${second}Z`,
    }),
  };
}

/** What the sidecars of a mesh of raw objects go by. */
export function sidecarMesh(...raw: unknown[]) {
  const index = MeshIndex.build(trimAll(raw));
  const registry = new HostRegistry(index, DEFAULT_SETTINGS);
  const bound = new BoundVirtualServices(index.all('virtualservice'), ['*']);
  const scopes = new SidecarScopes(index.all('sidecar'), 'istio-system');
  return {
    registry,
    bound,
    scopeOf: (namespace: string) => scopes.of({ namespace, labels: undefined }),
    routes: new MeshRoutes(bound, registry, scopes),
  };
}

/** `namespace/name` and the ports of what was found. */
export function hostInWords(found: RegistryHost | undefined) {
  if (!found) return undefined;
  const ports = found.ports.map(({ port }) => port).join();
  return `${found.ref.namespace}/${found.ref.name} ${ports}`;
}
