import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { istioApiRef } from './api/IstioApi';
import { IstioClient } from './api/IstioClient';
import { formFieldExtensions } from './formFields/formFieldExtensions';
import { MeshIcon } from './icon/MeshIcon';
import { fleetRouteRef, meshRouteRef } from './routes';

const istioApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: istioApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new IstioClient({ fetchApi }),
    }),
});

const meshCard = EntityCardBlueprint.make({
  name: 'mesh',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: async () => {
      const { EntityMeshCard } = await import(
        './components/MeshCard/EntityMeshCard'
      );
      return <EntityMeshCard />;
    },
  },
});

const meshTab = EntityContentBlueprint.make({
  name: 'mesh',
  params: {
    path: '/mesh',
    title: 'Mesh & certificates',
    group: 'operation',
    filter: { kind: 'component' },
    routeRef: meshRouteRef,
    loader: async () => {
      const { EntityMeshTab } = await import(
        './components/MeshTab/EntityMeshTab'
      );
      return <EntityMeshTab />;
    },
  },
});

const meshPage = PageBlueprint.make({
  params: {
    path: '/istio',
    title: 'Mesh',
    icon: <MeshIcon />,
    routeRef: fleetRouteRef,
    loader: async () => {
      const { MeshPage } = await import('./components/FleetPage/MeshPage');
      return <MeshPage />;
    },
  },
});

/**
 * Shows on an entity whether the mesh and the certificates serve it, and on
 * the mesh page the state of every cluster.
 *
 * @public
 */
export const istioPlugin = createFrontendPlugin({
  pluginId: 'istio',
  title: 'Istio',
  info: { packageJson: () => import('../package.json') },
  routes: { root: fleetRouteRef, entityMesh: meshRouteRef },
  extensions: [istioApi, meshCard, meshTab, meshPage, ...formFieldExtensions],
});
