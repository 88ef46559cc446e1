import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { istioPermissions } from '@meshwright/backstage-plugin-istio-common';
import { broadcastChanges } from './materialise/broadcastChanges';
import { ChangeTracker } from './changes/ChangeTracker';
import { forgePullRequests } from './changes/forgePullRequests';
import { readIstioConfig } from './config/readIstioConfig';
import { FactsCache } from './database/FactsCache';
import { migrate } from './database/migrate';
import { syncClusters } from './database/operations/syncClusters';
import { EntityStatusReader } from './entity/EntityStatusReader';
import { ClusterFleet } from './materialise/ClusterFleet';
import { DEFAULT_MATERIALISE_SETTINGS } from './materialise/MaterialiseSettings';
import { createRouter } from './routes/createRouter';
import { systemClock } from './watch/Clock';
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
        const clock = systemClock;
        await syncClusters(knex, istio.clusters, new Date(clock.now()));
        deps.permissionsRegistry.addPermissions(istioPermissions);

        const broadcast = broadcastChanges({ signals: deps.signals, logger });
        const fleet = new ClusterFleet({
          knex,
          clock,
          logger,
          watch: DEFAULT_WATCH_SETTINGS,
          materialise: DEFAULT_MATERIALISE_SETTINGS,
          connect: spec =>
            new HttpTransport({
              connect: () => resolveConnection(spec),
              answerTimeoutMs: DEFAULT_WATCH_SETTINGS.answerTimeout,
            }),
          onWritten: cluster => {
            broadcast({ clusters: [cluster] });
            tracker.kick();
          },
        });
        const findLive = (cluster: string) => fleet.find(cluster);
        const tracker: ChangeTracker = new ChangeTracker({
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

        deps.httpRouter.use(
          createRouter({
            ...deps,
            knex,
            clock,
            findLive,
            zones: istio.zones,
            clusterNames: istio.clusters.map(({ name }) => name),
            reader: new EntityStatusReader({
              knex,
              clock,
              facts: new FactsCache(knex),
              staleAfterMs: istio.staleAfterMs,
            }),
            onChangeRecorded: entityRef => {
              broadcast({ entityRefs: [entityRef], clusters: [] });
              tracker.kick();
            },
          }),
        );

        lifecycle.addStartupHook(() => {
          istio.clusters.forEach(spec => fleet.own(spec));
          const stopTracker = tracker.start();
          lifecycle.addShutdownHook(stopTracker);
        });
        lifecycle.addShutdownHook(() => fleet.stop());
        logger.info(`Reading ${istio.clusters.length} clusters`);
      },
    });
  },
});
