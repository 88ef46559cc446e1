import {
  coreServices,
  createBackendPlugin,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  signalsServiceRef,
  type SignalsService,
} from '@backstage/plugin-signals-node';
import { istioPermissions } from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import { ChangeTracker } from './changes/ChangeTracker';
import { forgePullRequests } from './changes/forgePullRequests';
import { readIstioConfig, type IstioConfig } from './config/readIstioConfig';
import { FactsCache } from './database/FactsCache';
import { migrate } from './database/migrate';
import { syncClusters } from './database/operations/syncClusters';
import { EntityStatusReader } from './entity/EntityStatusReader';
import { FleetReader } from './fleet/FleetReader';
import { broadcastChanges } from './materialise/broadcastChanges';
import { ClusterFleet } from './materialise/ClusterFleet';
import { DEFAULT_MATERIALISE_SETTINGS } from './materialise/MaterialiseSettings';
import { createRouter } from './routes/createRouter';
import { systemClock as clock } from './watch/Clock';
import { HttpTransport } from './watch/HttpTransport';
import { resolveConnection } from './watch/resolveConnection';
import { DEFAULT_WATCH_SETTINGS } from './watch/WatchSettings';

/**
 * Reads clusters that run Istio and cert-manager, and serves the state of the
 * mesh for catalog entities.
 *
 * @public
 */
export const istioPlugin = createBackendPlugin({
  pluginId: 'istio',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { config, database, lifecycle, logger } = deps;
        const istio = readIstioConfig(config);
        const knex = await database.getClient();
        if (!database.migrations?.skip) await migrate(knex);
        await syncClusters(knex, istio.clusters, new Date(clock.now()));
        deps.permissionsRegistry.addPermissions(istioPermissions);

        const mesh = createMesh({ ...deps, knex, istio });
        const facts = new FactsCache(knex);
        const { staleAfterMs } = istio;
        const reader = new EntityStatusReader({
          knex,
          clock,
          facts,
          staleAfterMs,
          grafanaOf: cluster =>
            istio.clusters.find(({ name }) => name === cluster)?.grafana,
        });
        deps.httpRouter.use(
          createRouter({
            ...deps,
            knex,
            clock,
            zones: istio.zones,
            repositories: istio.gitops?.repositories,
            clusterNames: istio.clusters.map(({ name }) => name),
            findLive: mesh.findLive,
            findSchemas: mesh.findSchemas,
            onChangeRecorded: mesh.onChangeRecorded,
            reader,
            fleet: new FleetReader({ facts, clock, status: reader }),
          }),
        );
        lifecycle.addStartupHook(mesh.start);
        lifecycle.addShutdownHook(mesh.stop);
        logger.info(`Reading ${istio.clusters.length} clusters`);
      },
    });
  },
});

/** What runs beside the requests: reading clusters and following changes. */
function createMesh(deps: {
  config: RootConfigService;
  istio: IstioConfig;
  knex: Knex;
  logger: LoggerService;
  signals: SignalsService;
}) {
  const { config, istio, knex, logger } = deps;
  const broadcast = broadcastChanges(deps);
  const fleet = new ClusterFleet({
    knex,
    clock,
    logger,
    watch: DEFAULT_WATCH_SETTINGS,
    materialise: DEFAULT_MATERIALISE_SETTINGS,
    registries: istio.registries,
    connect: spec =>
      new HttpTransport({
        connect: () => resolveConnection(spec),
        answerTimeoutMs: DEFAULT_WATCH_SETTINGS.answerTimeout,
      }),
  });
  const findLive = (cluster: string) => fleet.find(cluster);
  const tracker = new ChangeTracker({
    knex,
    clock,
    logger,
    findLive,
    pullRequests: forgePullRequests({
      integrations: ScmIntegrations.fromConfig(config),
      gitops: istio.gitops,
    }),
    pollMs: istio.changePollMs,
    onChanged: ({ status }) =>
      broadcast({
        entityRefs: [status.entityRef],
        clusters: status.cluster === undefined ? [] : [status.cluster],
      }),
  });
  const onWritten = (cluster: string) => {
    broadcast({ clusters: [cluster] });
    tracker.kick();
  };
  const stops: Array<() => Promise<void>> = [() => fleet.stop()];
  return {
    findLive,
    findSchemas: (cluster: string) => fleet.findSchemas(cluster),
    onChangeRecorded: (entityRef: string) => {
      broadcast({ entityRefs: [entityRef], clusters: [] });
      tracker.kick();
    },
    start: () => {
      istio.clusters.forEach(spec => fleet.own(spec, onWritten));
      stops.push(tracker.start());
    },
    stop: async () => {
      await Promise.all(stops.map(stop => stop()));
    },
  };
}
