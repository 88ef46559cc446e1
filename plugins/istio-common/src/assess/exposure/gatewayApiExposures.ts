import type {
  HttpRouteObject,
  KubernetesGatewayObject,
} from '../../model/gatewayApiObjects';
import type { AssessScope } from '../AssessScope';
import { hostCovers, serviceHost } from '../hosts';
import type { ServiceDirectory } from '../ServiceDirectory';
import { labelsOf } from '../groupWorkloads';
import { secretRef } from './credentials';
import { type ExposureDraft, urlOf } from './exposureDraft';
import { TargetCollector } from './routeTargets';

type Listener = KubernetesGatewayObject['listeners'][number];

function attaches(
  route: HttpRouteObject,
  gateway: KubernetesGatewayObject,
  listener: Listener,
): boolean {
  return route.parents.some(
    parent =>
      parent.name === gateway.ref.name &&
      (parent.namespace ?? route.ref.namespace) === gateway.ref.namespace &&
      (parent.sectionName === undefined ||
        parent.sectionName === listener.name) &&
      (parent.port === undefined || parent.port === listener.port),
  );
}

/** The narrower of a route's and a listener's names; the listener's when the route has none. */
function commonHosts(
  route: HttpRouteObject,
  { hostname = '*' }: Listener,
): string[] {
  if (route.hostnames.length === 0) return [hostname];
  return route.hostnames.flatMap(name => {
    if (hostCovers(hostname, name)) return [name];
    return hostCovers(name, hostname) ? [hostname] : [];
  });
}

function podsOf(scope: AssessScope, gateway: KubernetesGatewayObject) {
  const groups = scope.workloads.filter(
    group =>
      group.namespace === gateway.ref.namespace &&
      labelsOf(group)['gateway.networking.k8s.io/gateway-name'] ===
        gateway.ref.name,
  );
  const pods = groups.flatMap(group => group.pods);
  return pods.length > 0
    ? [
        {
          namespace: gateway.ref.namespace ?? '',
          pods: pods.length,
          ready: pods.filter(pod => pod.ready).length,
        },
      ]
    : [];
}

/**
 * Hosts of the Gateways of the Kubernetes Gateway API. Cross-namespace grants
 * are not read: the listener's own namespace is assumed where none is named.
 */
export function gatewayApiExposures(
  scope: AssessScope,
  directory: ServiceDirectory,
): ExposureDraft[] {
  const routes = [...scope.index.all('httproute')];
  return [...scope.index.all('kubernetes-gateway')].flatMap(gateway =>
    gateway.listeners.flatMap(listener =>
      routes
        .filter(route => attaches(route, gateway, listener))
        .flatMap(route =>
          commonHosts(route, listener).map(host =>
            draftOf(scope, directory, gateway, listener, route, host),
          ),
        ),
    ),
  );
}

function draftOf(
  scope: AssessScope,
  directory: ServiceDirectory,
  gateway: KubernetesGatewayObject,
  listener: Listener,
  route: HttpRouteObject,
  host: string,
): ExposureDraft {
  const namespace = gateway.ref.namespace ?? '';
  const collector = new TargetCollector(directory);
  for (const backend of route.backends) {
    const target = {
      namespace: backend.namespace ?? route.ref.namespace,
      name: backend.name,
    };
    collector.addHost(
      route.ref,
      backend.match,
      serviceHost(target),
      backend.port,
    );
  }
  const [certificate] = listener.certificates;
  const mode = listener.tlsMode === 'Passthrough' ? 'PASSTHROUGH' : 'SIMPLE';
  return {
    host,
    url: urlOf(
      host,
      listener.port,
      listener.protocol === 'HTTP' ? 'http' : 'https',
    ),
    api: 'gateway-api',
    gateway: gateway.ref,
    server: {
      port: listener.port,
      name: listener.name,
      protocol: listener.protocol,
      ...(listener.tlsMode && { tlsMode: mode }),
      ...(certificate && { credentialName: certificate.name }),
    },
    gatewayPods: podsOf(scope, gateway),
    secrets: listener.certificates.map(one =>
      secretRef(one.namespace ?? namespace, one.name),
    ),
    ...collector.targets(),
  };
}
