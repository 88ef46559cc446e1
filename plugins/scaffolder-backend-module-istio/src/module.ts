import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { INTENTS } from '@meshwright/backstage-plugin-istio-common';
import { createGenerateAction } from './actions/generateIntent';
import { createProposeAction } from './actions/proposeChange';
import { createRemoveAction } from './actions/removeDefinitions';
import { createValidateAction } from './actions/validateChange';
import { HttpIstioBackend } from './backend/HttpIstioBackend';
import { schemaSourceServiceRef } from './schema/schemaSourceServiceRef';

/**
 * Adds the `istio:*` actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleIstio = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'istio',
  register(reg) {
    reg.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        schemas: schemaSourceServiceRef,
      },
      async init(deps) {
        const { scaffolder, auditor, auth, catalog } = deps;
        const { config, discovery, schemas } = deps;
        const backend = new HttpIstioBackend({ auth, discovery });
        const integrations = ScmIntegrations.fromConfig(config);
        scaffolder.addActions(
          ...INTENTS.map(kind =>
            createGenerateAction(kind, { backend, catalog, config }),
          ),
          createRemoveAction({ backend, catalog, config }),
          createValidateAction({
            ...{ backend, schemas, config, integrations },
            now: () => new Date(),
          }),
          createProposeAction({ auditor, backend, config, integrations }),
        );
      },
    });
  },
});
