import type {
  KubernetesGatewayObject,
  RouteParent,
} from '../../model/gatewayApiObjects';
import { byRef } from '../../model/byCreation';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { serviceHost } from '../hosts';
import type { ServiceDirectory } from '../ServiceDirectory';
import { secretRef } from './credentials';
import { type ExposureDraft, urlOf } from './exposureDraft';
import { gatewayApiProblem } from './gatewayApiProblem';
import { running } from './gatewayPods';
import { listenersWithoutRoute } from './listenersWithoutRoute';
import { ReferenceGrants } from './ReferenceGrants';
import {
  type AnyRoute,
  type Attachment,
  type Listener,
  attachment,
} from './routeAttachment';
import { TargetCollector } from './routeTargets';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Classes whose pods Istio runs; GatewayClasses are not read. */
const OWN_CLASSES: ReadonlySet<string> = new Set(['istio', 'istio-remote']);

type Base = Omit<ExposureDraft, 'host' | 'url' | 'routes' | 'workloads'>;

/** A Gateway with what its drafts have in common. */
interface Judged {
  readonly scope: AssessScope;
  readonly directory: ServiceDirectory;
  readonly grants: ReferenceGrants;
  readonly gateway: KubernetesGatewayObject;
  readonly servedBy: ExposureDraft['servedBy'];
}

/** The pods of the Gateway, or of the Services that stand in for them. */
function groupsOf(
  scope: AssessScope,
  directory: ServiceDirectory,
  { ref, addresses = [] }: KubernetesGatewayObject,
): readonly WorkloadGroup[] {
  const namespace = ref.namespace ?? '';
  const manual = addresses.flatMap(address => {
    const host = address.includes('.')
      ? address
      : serviceHost({ namespace, name: address });
    const found = directory.find(host);
    return found.kind === 'service'
      ? directory.workloadsOf(found.service.ref)
      : [];
  });
  return addresses.length > 0
    ? manual
    : scope
        .workloadsIn(namespace)
        .filter(group => labelsOf(group)[GATEWAY_NAME] === ref.name);
}

function schemeOf({ protocol }: Listener): 'http' | 'https' | 'tls' | 'tcp' {
  if (protocol === 'HTTP') return 'http';
  if (protocol === 'HTTPS') return 'https';
  return protocol === 'TLS' ? 'tls' : 'tcp';
}

function baseOf({ gateway, servedBy }: Judged, listener: Listener): Base {
  const namespace = gateway.ref.namespace ?? '';
  const [certificate] = listener.certificates;
  const mode = listener.tlsMode === 'Passthrough' ? 'PASSTHROUGH' : 'SIMPLE';
  const own = OWN_CLASSES.has(gateway.className ?? '');
  return {
    api: 'gateway-api',
    gateway: gateway.ref,
    server: {
      port: listener.port,
      name: listener.name,
      protocol: listener.protocol,
      ...(listener.tlsMode && { tlsMode: mode }),
      ...(certificate && { credentialName: certificate.name }),
    },
    servedBy,
    ...(!own && servedBy.length === 0 && { podsElsewhere: true }),
    secrets: listener.certificates.map(one =>
      secretRef(one.namespace ?? namespace, one.name),
    ),
  };
}

/**
 * A route whose rules name nothing that gets requests; of filters only a
 * redirect answers them.
 * Source: pilot/pkg/config/kube/gateway/conversion.go, convertHTTPRoute.
 */
function withoutBackend(route: AnyRoute): ExposureDraft['problem'] {
  const { ref, answers, backends } = route;
  if (answers || backends.some(({ mirror }) => !mirror)) return undefined;
  const name = `${ref.kind} ${ref.namespace}/${ref.name}`;
  const fate =
    ref.kind === 'TLSRoute' ? 'connections are closed' : 'requests get 500';
  return {
    state: 'broken',
    summary: `${name} names no backend with a weight, so that ${fate}`,
    object: ref,
    fix: `Add a backendRef with a weight to ${name}.`,
  };
}

function servedDrafts(
  judged: Judged,
  listener: Listener,
  route: AnyRoute,
  parent: RouteParent,
  hosts: readonly string[],
): ExposureDraft[] {
  const { scope, directory, grants, gateway } = judged;
  const problem =
    gatewayApiProblem(scope, grants, { gateway, listener, route, parent }) ??
    withoutBackend(route);
  return hosts.map(host => {
    const collector = new TargetCollector(directory);
    for (const { name, namespace, port, match, mirror } of route.backends) {
      const target = { namespace: namespace ?? route.ref.namespace, name };
      const service = serviceHost(target);
      if (mirror) collector.addCopy(route.ref, match, service, port);
      else collector.addHost(route.ref, match, service, port);
    }
    if (route.backends.every(({ mirror }) => mirror)) {
      collector.addAnswer(route.ref, route.answers ? 'redirect' : 'no backend');
    }
    return {
      ...baseOf(judged, listener),
      host,
      url: urlOf(host, listener.port, schemeOf(listener)),
      ...collector.targets(),
      ...(problem && { problem }),
    };
  });
}

/** A host that no route serves on a listener, and why. */
function unserved(
  judged: Judged,
  listener: Listener,
  host: string,
  problem: NonNullable<ExposureDraft['problem']>,
): ExposureDraft {
  return {
    ...baseOf(judged, listener),
    host,
    url: urlOf(host, listener.port, schemeOf(listener)),
    routes: [],
    workloads: [],
    problem,
  };
}

function problemOf(
  attached: Exclude<Attachment, { kind: 'attached' | 'elsewhere' }>,
  route: AnyRoute,
): NonNullable<ExposureDraft['problem']> {
  const { reason } = attached;
  return attached.kind === 'unknown'
    ? { state: 'unknown', summary: reason, fix: '' }
    : {
        state: 'broken',
        summary: reason,
        object: route.ref,
        fix: attached.fix,
      };
}

/** The drafts of a route at a Gateway that it names; one with the reason when no listener takes it. */
function draftsOfRoute(
  judged: Judged,
  route: AnyRoute,
  parent: RouteParent,
): ExposureDraft[] {
  const { scope, gateway } = judged;
  const tried = gateway.listeners.map(listener => ({
    listener,
    result: attachment(scope, gateway, listener, route, parent),
  }));
  const served = tried.flatMap(({ listener, result }) =>
    result.kind === 'attached'
      ? servedDrafts(judged, listener, route, parent, result.hosts)
      : [],
  );
  if (served.length > 0) return served;
  for (const { listener, result } of tried) {
    if (result.kind === 'attached' || result.kind === 'elsewhere') continue;
    const host = route.hostnames[0] ?? listener.hostname ?? '*';
    return [unserved(judged, listener, host, problemOf(result, route))];
  }
  const [first] = gateway.listeners;
  if (!first) return [];
  const { kind, namespace, name } = route.ref;
  const wanted = parent.sectionName ?? `port ${parent.port}`;
  return [
    unserved(judged, first, route.hostnames[0] ?? '*', {
      state: 'broken',
      summary: `${kind} ${namespace}/${name} asks for listener ${wanted}, which Gateway ${gateway.ref.namespace}/${gateway.ref.name} does not have`,
      object: route.ref,
      fix: `Name one of ${gateway.listeners
        .map(one => one.name)
        .join(', ')} as sectionName.`,
    }),
  ];
}

function names(route: AnyRoute, { ref }: KubernetesGatewayObject) {
  return route.parents.filter(
    ({ name, namespace }) =>
      name === ref.name && (namespace ?? route.ref.namespace) === ref.namespace,
  );
}

/**
 * Hosts of the Gateways of the Kubernetes Gateway API, waypoints left out: they
 * serve Services, not hosts.
 */
export function gatewayApiExposures(
  scope: AssessScope,
  directory: ServiceDirectory,
): ExposureDraft[] {
  const { index } = scope;
  const routes: AnyRoute[] = [
    ...index.all('httproute'),
    ...index.all('grpcroute'),
    ...index.all('tlsroute'),
  ].sort(byRef);
  const grants = new ReferenceGrants(index.all('referencegrant'));
  return [...index.all('kubernetes-gateway')]
    .filter(({ waypoint }) => !waypoint)
    .sort(byRef)
    .flatMap(gateway => {
      const servedBy = running(scope, groupsOf(scope, directory, gateway));
      const judged = { scope, directory, grants, gateway, servedBy };
      const drafts = routes.flatMap(route =>
        names(route, gateway).flatMap(parent =>
          draftsOfRoute(judged, route, parent),
        ),
      );
      const open = listenersWithoutRoute(scope, gateway, drafts);
      return [
        ...drafts,
        ...open.map(({ listener, problem }) =>
          unserved(judged, listener, listener.hostname ?? '*', problem),
        ),
      ];
    });
}
