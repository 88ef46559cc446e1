import { cluster, clusterWith, unreachableCluster } from '../build/clusters';
import { ref } from '../build/refs';
import { strictPort, workload } from '../build/workloads';
import { emptyWorld, type FleetWorld } from './FleetWorld';
import { shopWith, shopWorld } from './shopWorld';

/** One state of the fleet as the backend would answer it. */
export interface FleetScenario {
  /** As it stands in `?fleet=` of the mock app. */
  name: string;
  /** Absent while it is waited for or when it fails. */
  world?: FleetWorld;
  failure?: { status: number; name: string; message: string };
}

const manyWorkloads: FleetWorld = {
  ...emptyWorld([cluster('eu-1')]),
  rows: {
    ...emptyWorld([]).rows,
    workloads: Array.from({ length: 120 }, (_, index) =>
      workload(
        'eu-1',
        ref('Deployment', `load/service-${String(index).padStart(3, '0')}`),
        2,
        { mtls: [strictPort(8080, 'http', 'load')] },
      ),
    ),
  },
};

/** Every state that the mesh page can be in; the first is the default. */
export const FLEET_SCENARIOS: readonly FleetScenario[] = [
  { name: 'partial', world: shopWorld },
  { name: 'live', world: shopWith(shopWorld.clusters.slice(0, -1)) },
  { name: 'many', world: manyWorkloads },
  { name: 'empty', world: emptyWorld([cluster('eu-1'), cluster('eu-2')]) },
  { name: 'no-cluster', world: emptyWorld([]) },
  {
    name: 'not-installed',
    world: emptyWorld([
      cluster('eu-1', { istio: 'not-installed' }),
      cluster('eu-2', { istio: 'not-installed' }),
    ]),
  },
  {
    name: 'forbidden',
    world: emptyWorld(
      ['eu-1', 'eu-2'].map(name =>
        clusterWith(
          name,
          'pods',
          'forbidden',
          'as system:serviceaccount:backstage:reader',
        ),
      ),
    ),
  },
  { name: 'unreachable', world: shopWith([unreachableCluster()]) },
  {
    name: 'stale',
    world: shopWith([
      cluster('eu-1'),
      cluster('us-2', {
        state: 'stale',
        since: '2026-11-22T15:34:00Z',
        confirmedAt: '2026-11-22T15:29:00Z',
      }),
    ]),
  },
  { name: 'loading' },
  {
    name: 'not-permitted',
    failure: {
      status: 403,
      name: 'NotAllowedError',
      message: 'This needs the permission istio.mesh.read',
    },
  },
  {
    name: 'failed',
    failure: {
      status: 503,
      name: 'ServiceUnavailableError',
      message: 'The Istio backend is starting',
    },
  },
];
