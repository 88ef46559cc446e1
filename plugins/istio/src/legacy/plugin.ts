import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { istioApiRef } from '../api/IstioApi';
import { IstioClient } from '../api/IstioClient';
import {
  changeFieldExtension,
  clusterFieldExtension,
  gatewayFieldExtension,
  hostFieldExtension,
  issuerFieldExtension,
  nameFieldExtension,
  namespaceFieldExtension,
  podPortsFieldExtension,
  previewFieldExtension,
  revisionFieldExtension,
  serviceTargetFieldExtension,
  upgradeWaveFieldExtension,
  workloadFieldExtension,
} from '../formFields/legacyFieldExtensions';
import { fleetRouteRef, meshRouteRef } from '../routes';

const legacyMeshRouteRef = convertLegacyRouteRef(meshRouteRef);
const legacyFleetRouteRef = convertLegacyRouteRef(fleetRouteRef);

/**
 * The plugin for apps on the legacy frontend system.
 *
 * @public
 */
export const istioPlugin = createPlugin({
  id: 'istio',
  apis: [
    createApiFactory({
      api: istioApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new IstioClient({ fetchApi }),
    }),
  ],
  routes: { root: legacyFleetRouteRef, entityMesh: legacyMeshRouteRef },
});

/**
 * The overview card "Mesh & certificates".
 *
 * @public
 */
export const EntityMeshCard: () => JSX.Element = istioPlugin.provide(
  createComponentExtension({
    name: 'EntityMeshCard',
    component: {
      lazy: () =>
        import('./LegacyMeshCard').then(module => module.LegacyMeshCard),
    },
  }),
);

/**
 * The entity tab "Mesh & certificates"; its route is `/mesh`.
 *
 * @public
 */
export const EntityMeshContent: () => JSX.Element = istioPlugin.provide(
  createRoutableExtension({
    name: 'EntityMeshContent',
    mountPoint: legacyMeshRouteRef,
    component: () =>
      import('../components/MeshTab/EntityMeshTab').then(
        module => module.EntityMeshTab,
      ),
  }),
);

/**
 * The page of the whole mesh; its route is `/istio`.
 *
 * @public
 */
export const IstioMeshPage: () => JSX.Element = istioPlugin.provide(
  createRoutableExtension({
    name: 'IstioMeshPage',
    mountPoint: legacyFleetRouteRef,
    component: () =>
      import('./LegacyMeshPage').then(module => module.LegacyMeshPage),
  }),
);

/**
 * Form field `IstioServiceTarget` for templates.
 *
 * @public
 */
export const IstioServiceTargetFieldExtension = istioPlugin.provide(
  serviceTargetFieldExtension,
);

/**
 * Form field `IstioHostField` for templates.
 *
 * @public
 */
export const IstioHostFieldExtension = istioPlugin.provide(hostFieldExtension);

/**
 * Form field `IstioPreview` for templates.
 *
 * @public
 */
export const IstioPreviewFieldExtension = istioPlugin.provide(
  previewFieldExtension,
);

/**
 * Form field `IstioClusterField` for templates.
 *
 * @public
 */
export const IstioClusterFieldExtension = istioPlugin.provide(
  clusterFieldExtension,
);

/**
 * Form field `IstioNamespaceField` for templates.
 *
 * @public
 */
export const IstioNamespaceFieldExtension = istioPlugin.provide(
  namespaceFieldExtension,
);

/**
 * Form field `IstioWorkloadField` for templates.
 *
 * @public
 */
export const IstioWorkloadFieldExtension = istioPlugin.provide(
  workloadFieldExtension,
);

/**
 * Form field `IstioGatewayField` for templates.
 *
 * @public
 */
export const IstioGatewayFieldExtension = istioPlugin.provide(
  gatewayFieldExtension,
);

/**
 * Form field `IstioIssuerField` for templates.
 *
 * @public
 */
export const IstioIssuerFieldExtension =
  istioPlugin.provide(issuerFieldExtension);

/**
 * Form field `IstioRevisionField` for templates.
 *
 * @public
 */
export const IstioRevisionFieldExtension = istioPlugin.provide(
  revisionFieldExtension,
);

/**
 * Form field `IstioNameField` for templates.
 *
 * @public
 */
export const IstioNameFieldExtension = istioPlugin.provide(nameFieldExtension);

/**
 * Form field `IstioPodPortsField` for templates.
 *
 * @public
 */
export const IstioPodPortsFieldExtension = istioPlugin.provide(
  podPortsFieldExtension,
);

/**
 * Form field `IstioChangeField` for templates.
 *
 * @public
 */
export const IstioChangeFieldExtension =
  istioPlugin.provide(changeFieldExtension);

/**
 * Form field `IstioUpgradeWaveField` for templates.
 *
 * @public
 */
export const IstioUpgradeWaveFieldExtension = istioPlugin.provide(
  upgradeWaveFieldExtension,
);
