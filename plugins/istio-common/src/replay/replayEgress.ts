import { isWithheld, subsetOf, tlsSettings } from '../assess/egress/clientTls';
import { DestinationRuleIndex } from '../assess/egress/DestinationRuleIndex';
import { HostRegistry } from '../assess/egress/HostRegistry';
import type { RegistryHost } from '../assess/egress/RegistryHost';
import { MeshRoutes } from '../assess/egress/MeshRoutes';
import { hasCluster } from '../assess/egress/sidecarClusters';
import { isServerChecked } from '../assess/egress/originationProblems';
import {
  type ImportScope,
  SidecarScopes,
} from '../assess/egress/SidecarScopes';
import { BoundVirtualServices } from '../assess/exposure/BoundVirtualServices';
import { resolveHost } from '../assess/hosts';
import { DEFAULT_SETTINGS, type MeshSettings } from '../assess/meshSettings';
import { MeshIndex } from '../index/MeshIndex';
import { fields, list, stringMap, text, texts } from '../trim/fields';
import type { ReplayLine, ReplayMismatch } from './replayCase';
import { trimRaw } from './trimRaw';

/** The Services that every case has beside its own objects. */
const SERVICES = [
  {
    name: 'egress',
    namespace: 'gate',
    ports: [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ],
  },
  {
    name: 'web',
    namespace: 'shop',
    ports: [
      { name: 'http', port: 80 },
      { name: 'http-alt', port: 8080 },
    ],
  },
].map(({ name, namespace, ports }) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { ports },
}));

const CALLED = ['a.example.com', 'b.example.com'];
const PORTS = [80, 8080];

/** A proxy of the case and the mesh as our code sees it. */
interface Side {
  readonly router: boolean;
  readonly pods: {
    readonly namespace: string;
    readonly labels: ReturnType<typeof stringMap>;
  };
  readonly registry: HostRegistry;
  readonly bound: BoundVirtualServices;
  readonly scope: ImportScope | undefined;
  readonly routes: MeshRoutes;
  readonly rules: DestinationRuleIndex;
}

/** Where an HTTP request of a sidecar goes, in Envoy's names; undefined for nowhere in particular. */
function routeOf(
  { pods, registry, scope, routes }: Side,
  host: string,
  port: number,
): string[] | undefined {
  const found = routes.http(pods, host, port);
  if (!found) {
    const known = registry.answering(pods.namespace, host, port, scope);
    const open = known?.ports.some(
      one => one.port === port && (one.kind === 'http' || one.kind === 'auto'),
    );
    return known && open ? [`outbound|${port}||${known.host}`] : undefined;
  }
  const { ref } = found.virtualService;
  return found.routes.flatMap(({ destinations }) =>
    destinations.map(({ host: name, subset, port: own }) => {
      const target = resolveHost(name, ref);
      return `outbound|${own ?? port}|${subset ?? ''}|${target}`;
    }),
  );
}

function meshTls(port: number, subset: string, host: string) {
  return `outbound_.${port}_.${subset}_.${host}`;
}

/** What a proxy speaks to one cluster, as recorded. */
function spokenTo(
  { router, pods, rules }: Side,
  known: RegistryHost,
  port: number,
  subset: string,
): string {
  const rule = rules.ruleFor(pods, known);
  if (subset !== '' && !subsetOf(rule, subset)) return 'none';
  const tls = tlsSettings(rule, port, subset === '' ? undefined : subset);
  if (!tls) return known.entry ? 'DISABLE' : 'AUTO';
  if (tls.mode === 'DISABLE' || (!router && isWithheld(tls, rule))) {
    return 'DISABLE';
  }
  if (tls.mode === 'ISTIO_MUTUAL') {
    return `ISTIO_MUTUAL ${tls.sni ?? meshTls(port, subset, known.host)}`;
  }
  const checked = isServerChecked(tls, known) ? 'checked' : 'unchecked';
  return `${tls.mode} ${tls.sni ?? 'auto'} ${checked}`;
}

function recordedSpeech(raw: unknown): string {
  const said = fields(raw);
  const mode = text(said.tls) ?? 'none';
  if (mode === 'AUTO' || mode === 'DISABLE' || mode === 'none') return mode;
  if (mode === 'ISTIO_MUTUAL') return `${mode} ${text(said.sni)}`;
  const checked =
    texts(said.subjectAltNames).length > 0 || said.autoSanValidation === true;
  const sni = said.autoSni === true ? 'auto' : text(said.sni);
  return `${mode} ${sni} ${checked ? 'checked' : 'unchecked'}`;
}

function routeMismatches(side: Side, recorded: unknown): ReplayMismatch[] {
  if (side.router) return [];
  const answers = fields(recorded);
  return CALLED.flatMap(host =>
    PORTS.flatMap(port => {
      const answer = answers[`${port} ${host}`];
      const expected = answer === undefined ? 'none' : texts(answer).join(', ');
      const actual = routeOf(side, host, port)?.join(', ') ?? 'none';
      return expected === actual
        ? []
        : [{ about: `route of ${host}:${port}`, expected, actual }];
    }),
  );
}

/** What `spokenTo` says last: whether the server is held against names. */
const CHECK = / (un)?checked$/;

function clusterMismatches(side: Side, recorded: unknown): ReplayMismatch[] {
  return Object.entries(fields(recorded)).flatMap(([name, raw]) => {
    const [port, subset, host] = name.split('|');
    const known = side.registry.destination(
      side.pods.namespace,
      host,
      side.router ? 'gateway' : 'sidecar',
      side.scope,
    );
    const expected = recordedSpeech(raw);
    const actual = known ? spokenTo(side, known, Number(port), subset) : 'none';
    // Whose subjectAltNames count is of chance, too.
    const isSame = isOfChance(side, host)
      ? expected.replace(CHECK, '') === actual.replace(CHECK, '')
      : expected === actual;
    return isSame ? [] : [{ about: name, expected, actual }];
  });
}

/** The clusters of a proxy, `port|host`: of hosts that it knows, and of those that the routes of a sidecar lead to. */
function knownClusters(side: Side): Set<string> {
  const { router, pods, registry, bound, scope } = side;
  const clusters = registry.all().flatMap(({ host, ports }) =>
    ports
      .map(({ port }) => ({ host, port }))
      .filter(target =>
        router
          ? registry
              .seenBy(pods.namespace, host, 'gateway')
              ?.ports.some(({ port }) => port === target.port)
          : hasCluster({ registry, bound }, pods.namespace, scope, target),
      )
      .map(({ port }) => `${port}|${host}`),
  );
  return new Set(clusters);
}

/** Hosts outside the mesh, and the egress gateway: those of which clusters are recorded. */
const RECORDED = /\.example\.com$|\|egress\.gate\.svc\.cluster\.local$/;

function hasTies(hosts: readonly RegistryHost[]): boolean {
  const ages = hosts.flatMap(({ entry }) => entry?.createdAt ?? []);
  return new Set(ages).size < ages.length;
}

/**
 * Whether istiod takes one of several ServiceEntries by the order of a map: of
 * the same age in one namespace, or in any where only a route leads to the host.
 * Source: pilot/pkg/model/push_context.go, SortServicesByCreationTime;
 * sidecar.go, pickBestVisibleNamespace.
 */
function isOfChance({ pods, registry, scope }: Side, host: string): boolean {
  const all = registry.named(host);
  const seen = registry.seenBy(pods.namespace, host, 'sidecar', scope);
  const namespaces = new Set(all.map(({ namespace }) => namespace));
  return (
    (!seen && hasTies(all)) ||
    [...namespaces].some(name =>
      hasTies(all.filter(({ namespace }) => namespace === name)),
    )
  );
}

function hostMismatches(side: Side, recorded: unknown): ReplayMismatch[] {
  const expected = new Set(
    Object.keys(fields(recorded)).map(name => {
      const [port, , host] = name.split('|');
      return `${port}|${host}`;
    }),
  );
  const actual = knownClusters(side);
  return [...new Set([...expected, ...actual])]
    .filter(name => RECORDED.test(name))
    .filter(name => expected.has(name) !== actual.has(name))
    .filter(name => !isOfChance(side, name.split('|')[1]))
    .map(name => ({
      about: `whether ${name} is known`,
      expected: expected.has(name) ? 'known' : 'unknown',
      actual: actual.has(name) ? 'known' : 'unknown',
    }));
}

/** Where proxies send requests for hosts outside the mesh, and what they speak to them. */
export const replayEgress: ReplayLine = line => {
  const recorded = fields(line);
  const proxies = list(recorded.proxies).map(fields);
  if (proxies.length === 0 || !Array.isArray(recorded.objects)) {
    return { kind: 'invalid', message: 'no objects or no proxies' };
  }
  const settings: MeshSettings = {
    ...DEFAULT_SETTINGS,
    rootNamespace: text(recorded.rootNamespace) ?? 'istio-system',
  };
  const index = MeshIndex.build(
    [...SERVICES, ...list(recorded.objects)].flatMap(raw => trimRaw(raw) ?? []),
  );
  const registry = new HostRegistry(index, settings);
  const bound = new BoundVirtualServices(
    index.all('virtualservice'),
    settings.virtualServiceExportTo,
  );
  const rules = new DestinationRuleIndex(
    index.all('destinationrule'),
    settings,
  );
  const scopes = new SidecarScopes(
    index.all('sidecar'),
    settings.rootNamespace,
  );
  const mismatches = proxies.flatMap(proxy => {
    const router = proxy.type === 'router';
    const pods = {
      namespace: text(proxy.namespace) ?? '',
      labels: stringMap(proxy.labels),
    };
    const scope = router ? undefined : scopes.of(pods);
    const routes = new MeshRoutes(bound, registry, scopes);
    const side: Side = { router, pods, registry, bound, scope, routes, rules };
    return [
      ...routeMismatches(side, proxy.routes),
      ...clusterMismatches(side, proxy.clusters),
      ...hostMismatches(side, proxy.clusters),
    ].map(one => ({
      ...one,
      about: `${text(proxy.type)} in ${side.pods.namespace}, ${one.about}`,
    }));
  });
  return { kind: 'case', mismatches };
};
