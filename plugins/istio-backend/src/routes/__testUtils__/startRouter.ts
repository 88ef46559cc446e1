import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  MeshIndex,
  resourceKey,
  WATCHED_RESOURCES,
  type ClusterFreshness,
  type DataState,
  type ExposureZone,
  type GrafanaTarget,
} from '@meshwright/backstage-plugin-istio-common';
import express, { type Express } from 'express';
import type { Knex } from 'knex';
import { FactsCache } from '../../database/FactsCache';
import { migrate } from '../../database/migrate';
import { syncClusters } from '../../database/operations/syncClusters';
import { writeFreshness } from '../../database/operations/writeFreshness';
import { EntityStatusReader } from '../../entity/EntityStatusReader';
import { FleetReader } from '../../fleet/FleetReader';
import type { KindSchemaReader } from '../../kindSchemas/KindSchemaReader';
import type { LiveCluster } from '../../materialise/ClusterFleet';
import { createRouter } from '../createRouter';
import type { RouteContext } from '../RouteContext';

export const NOW = Date.parse('2026-11-22T12:00:00.000Z');

export const ZONE: ExposureZone = {
  name: 'Shop',
  domain: 'shop.example.com',
  issuer: { kind: 'ClusterIssuer', name: 'mesh-ca', group: 'cert-manager.io' },
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
  },
};

/** What eu-1 is configured with. */
export const GRAFANA: GrafanaTarget = {
  url: 'https://grafana.example.com',
  datasource: 'eu-1',
  dashboards: { workload: 'abc', 'control-plane': 'def' },
};

export function component(
  name: string,
  annotations?: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

/** How a cluster stands whose every type is in one state. */
export function freshnessOf(
  cluster: string,
  state: DataState,
  message?: string,
): ClusterFreshness {
  const since = new Date(NOW - 60_000).toISOString();
  const confirmedAt = state === 'syncing' ? undefined : since;
  return {
    cluster,
    state,
    since,
    confirmedAt,
    message,
    istio: 'unknown',
    certManager: 'unknown',
    resources: WATCHED_RESOURCES.map(resource => ({
      resource: resourceKey(resource),
      state,
      since,
      confirmedAt,
      message,
    })),
  };
}

/** A live cluster over a fixed index. */
export function liveCluster(
  freshness: ClusterFreshness,
  index = new MeshIndex(),
  settled = true,
): LiveCluster & { refreshes: number } {
  const live = {
    index,
    settled,
    assessment: undefined,
    freshness: () => freshness,
    refreshes: 0,
    refresh: () => {
      live.refreshes += 1;
    },
  };
  return live;
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

interface PooledApp {
  app: Express;
  context: RouteContext;
}

const idle: PooledApp[] = [];
const busy: PooledApp[] = [];
afterEach(() => {
  idle.push(...busy.splice(0));
});

/**
 * An app that no test uses now, served from what is given: to make what checks
 * requests against the OpenAPI document takes half a second, so it is kept.
 */
function takeApp(context: RouteContext): Express {
  const pooled = idle.pop() ?? makeApp({ ...context });
  Object.assign(pooled.context, context);
  busy.push(pooled);
  return pooled.app;
}

function makeApp(context: RouteContext): PooledApp {
  const app = express();
  app.use(createRouter(context, { validateResponses: true }));
  app.use(mockErrorHandler());
  return { app, context };
}

/** The HTTP API over an empty database; its answers are checked against the OpenAPI document. */
export async function startRouter(
  options: {
    entities?: Entity[];
    live?: Record<string, LiveCluster>;
    schemas?: Record<string, Pick<KindSchemaReader, 'read'>>;
    clusters?: ClusterFreshness[];
    deny?: boolean;
    repositories?: string[];
    /** An empty database with our tables, in place of one of SQLite. */
    knex?: Knex;
  } = {},
) {
  const knex = options.knex ?? (await databases.init('SQLITE_3'));
  if (!options.knex) await migrate(knex);
  const clusters = options.clusters ?? [
    freshnessOf('eu-1', 'live'),
    freshnessOf('ap-1', 'unreachable', 'connection refused'),
  ];
  await syncClusters(
    knex,
    clusters.map(({ cluster }) => ({ name: cluster })),
    new Date(NOW),
  );
  for (const freshness of clusters) await writeFreshness(knex, freshness);

  const clock = { now: () => NOW, sleep: async () => {} };
  const catalog = catalogServiceMock({
    entities: options.entities ?? [component('cart')],
  });
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    })),
  });
  const onChangeRecorded = jest.fn();
  const facts = new FactsCache(knex);
  const reader = new EntityStatusReader({
    knex,
    clock,
    facts,
    staleAfterMs: 3 * 60_000,
    grafanaOf: cluster => (cluster === 'eu-1' ? GRAFANA : undefined),
  });
  const app = takeApp({
    auditor,
    catalog,
    clock,
    knex,
    onChangeRecorded,
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.user(),
    }),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({
          result: options.deny ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        })),
    }),
    zones: [ZONE],
    repositories: options.repositories,
    clusterNames: clusters.map(({ cluster }) => cluster),
    findLive: name => options.live?.[name],
    findSchemas: name => options.schemas?.[name],
    reader,
    fleet: new FleetReader({ facts, clock, status: reader }),
  });
  return { app, knex, catalog, auditor, onChangeRecorded };
}
