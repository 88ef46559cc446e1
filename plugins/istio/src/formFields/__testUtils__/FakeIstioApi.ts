import type { JsonObject } from '@backstage/types';
import type {
  ClusterFreshness,
  ClusterInventory,
  DataState,
  EntityStatus,
  ExposureZone,
  FleetKind,
  FleetPage,
  FleetQuery,
  FleetRow,
  ProposedDefinitions,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { IstioApi, IstioValidateOptions } from '../../api/IstioApi';

const SINCE = '2026-11-22T15:39:20Z';

/** A cluster of which everything is in one state. */
export function clusterIn(
  cluster: string,
  state: DataState,
  message?: string,
): ClusterFreshness {
  const known = { state, since: SINCE, confirmedAt: SINCE, message };
  return {
    cluster,
    ...known,
    istio: 'installed',
    certManager: 'installed',
    resources: [
      { resource: 'services', ...known },
      { resource: 'namespaces', ...known },
    ],
  };
}

/** The zone that forms expose hosts in. */
export const shopZone: ExposureZone = {
  name: 'shop',
  domain: 'shop.example.com',
  issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
  },
};

/** What eu-1 holds. */
export const inventoryOfEu1: ClusterInventory = {
  cluster: 'eu-1',
  namespaces: [
    { name: 'shop', injected: false },
    { name: 'payments', injected: true, revision: '1-30-3' },
  ],
  services: [
    {
      namespace: 'shop',
      name: 'cart',
      ports: [
        { name: 'metrics', port: 9090, protocol: 'TCP' },
        { name: 'http', port: 8080, protocol: 'TCP' },
      ],
      selector: { app: 'cart' },
    },
    {
      namespace: 'shop',
      name: 'catalog-api',
      ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
      selector: { app: 'catalog-api' },
    },
  ],
  issuers: [
    {
      ref: {
        group: 'cert-manager.io',
        kind: 'ClusterIssuer',
        name: 'mesh-ca',
      },
      ready: 'true',
    },
    {
      ref: {
        group: 'cert-manager.io',
        kind: 'Issuer',
        namespace: 'shop',
        name: 'vault',
      },
      ready: 'false',
      message: 'Vault is sealed',
    },
    {
      ref: {
        group: 'cert-manager.io',
        kind: 'Issuer',
        namespace: 'payments',
        name: 'acme',
      },
      ready: 'true',
    },
  ],
  gatewayPods: [
    {
      namespace: 'istio-ingress',
      labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
      serviceAccount: 'istio-ingressgateway',
      pods: 2,
    },
    {
      namespace: 'istio-egress',
      labels: { app: 'istio-egressgateway', istio: 'egressgateway' },
      serviceAccount: 'istio-egressgateway',
      pods: 1,
    },
  ],
  workloads: [
    {
      namespace: 'shop',
      kind: 'Deployment',
      name: 'cart',
      labels: { app: 'cart' },
    },
    {
      namespace: 'shop',
      kind: 'StatefulSet',
      name: 'cart-cache',
      labels: { app: 'cart-cache', tier: 'data' },
    },
  ],
  revisions: [
    {
      name: 'prod',
      kind: 'tag',
      revision: '1-30-3',
      version: '1.30.3',
      ready: true,
    },
    {
      name: '1-30-3',
      kind: 'revision',
      revision: '1-30-3',
      version: '1.30.3',
      ready: true,
    },
    { name: 'old', kind: 'tag', revision: '1-27-0', ready: false },
  ],
};

/** The state of an entity without anything to show. */
export function statusOf(
  entityRef: string,
  change: Partial<EntityStatus> = {},
): EntityStatus {
  return {
    entityRef,
    state: 'in-mesh',
    generatedAt: SINCE,
    facts: [],
    clusters: [],
    clustersWithNothing: 0,
    workloads: [],
    certificates: [],
    exposures: [],
    egress: [],
    findings: [],
    mutedFindings: 0,
    changes: [],
    ...change,
  };
}

/** The state of the component cart: Deployment and Service cart in eu-1. */
export const cartStatus = statusOf('component:default/cart', {
  workloads: [
    {
      cluster: 'eu-1',
      ref: {
        group: 'apps',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'cart',
      },
      labels: { app: 'cart' },
      pods: { total: 2, ready: 2, current: 2 },
      dataPlane: {
        mode: 'sidecar',
        nativeSidecar: true,
        tone: 'ok',
        why: { summary: '', considered: [] },
      },
      proxyVersions: [],
      revision: {
        actual: [],
        verdict: 'current',
        tone: 'ok',
        why: { summary: '', considered: [] },
      },
      mtls: [],
      services: [
        {
          name: 'cart',
          ports: [
            {
              name: 'metrics',
              port: 9090,
              targetPort: '9090',
              protocol: 'TCP',
            },
            { name: 'http', port: 8080, targetPort: '8080', protocol: 'TCP' },
          ],
        },
      ],
      podList: [],
    },
  ],
});

/** What the live cluster says when all is well. */
export const nothingFound: ValidationResult = {
  findings: [],
  passed: 12,
  unverified: [],
  verifiedAgainst: { cluster: 'eu-1', at: SINCE },
};

/** An {@link IstioApi} whose answers a test sets; an error is thrown. */
export class FakeIstioApi implements IstioApi {
  clusters: ClusterFreshness[] | Error = [
    clusterIn('eu-1', 'live'),
    clusterIn('ap-1', 'unreachable', 'connect ECONNREFUSED'),
  ];
  inventory: ClusterInventory | Error = inventoryOfEu1;
  status: EntityStatus | Error = cartStatus;
  zones: ExposureZone[] | Error | Promise<ExposureZone[]> = [shopZone];
  /** By host, else for all. */
  validations: Record<string, ValidationResult | Error> = {
    '*': nothingFound,
  };
  proposed: ProposedDefinitions[] | Error = [];
  /** Rows of the fleet by kind. */
  fleet: { [K in FleetKind]?: Array<FleetRow<K>> | Error } = {};
  readonly fleetQueries: Array<{ kind: FleetKind; query: FleetQuery }> = [];
  readonly validated: Array<{ input: JsonObject; entityRef?: string }> = [];

  async getEntityStatus() {
    return answer(this.status);
  }

  async getEntitySummaries() {
    return [];
  }

  async getFleetSummary(): Promise<never> {
    throw new Error('No form asks for the fleet');
  }

  async getFleetPage<K extends FleetKind>(
    kind: K,
    query: FleetQuery = {},
  ): Promise<FleetPage<K>> {
    this.fleetQueries.push({ kind, query });
    const rows = await answer(this.fleet[kind] ?? []);
    const offset = Number(query.cursor ?? 0);
    // What a test set for a kind is of that kind.
    const all = (rows as Array<FleetRow<K>>).filter(({ fact }) => {
      const { ref } = fact as { ref?: { namespace?: string } };
      return (
        kind !== 'workloads' ||
        !query.namespace ||
        query.namespace.includes(ref?.namespace ?? '')
      );
    });
    const items = all.slice(offset, offset + (query.limit ?? 50));
    const next = offset + items.length;
    return {
      items,
      ...{ total: all.length, byTone: {}, muted: 0 },
      ...(next < all.length && { nextCursor: String(next) }),
      ...{ clusters: [], lowerBound: false, generatedAt: SINCE },
    };
  }

  async getClusters() {
    return answer(this.clusters);
  }

  async refreshCluster() {}

  async getInventory() {
    return answer(this.inventory);
  }

  async getExposureZones() {
    return answer(this.zones);
  }

  async getProposedDefinitions() {
    return answer(this.proposed);
  }

  async validate(_: string, input: JsonObject, options?: IstioValidateOptions) {
    this.validated.push({ input, entityRef: options?.entityRef });
    return answer(
      this.validations[String(input.host)] ?? this.validations['*'],
    );
  }
}

/** An error as a forbidden request gives it. */
export function forbidden(message: string): Error {
  return Object.assign(new Error(message), { name: 'NotAllowedError' });
}

async function answer<T>(value: T | Error | Promise<T>): Promise<T> {
  if (value instanceof Error) throw value;
  return value;
}
