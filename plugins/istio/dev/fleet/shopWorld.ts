import type {
  ClusterFreshness,
  FindingStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { controlPlane, endedControlPlane } from '../build/controlPlanes';
import { cluster, unreachableCluster } from '../build/clusters';
import { ref } from '../build/refs';
import {
  breakingNamespace,
  meshReadiness,
  readyNamespace,
} from '../build/strictReadiness';
import { endingRoot, trustRoot } from '../build/trust';
import { cart } from '../scenarios/cart';
import { catalogApi } from '../scenarios/catalogApi';
import { checkout } from '../scenarios/checkout';
import { recommend } from '../scenarios/recommend';
import type { FleetWorld } from './FleetWorld';

const statuses = [cart, checkout, catalogApi, recommend].flatMap(
  ({ status }) => status ?? [],
);

const muted: FindingStatus = {
  cluster: 'eu-1',
  code: 'IST0118',
  severity: 'info',
  ref: ref('Service', 'tools/feed-sync'),
  title: 'port name without protocol',
  cause: 'Port 8080 of Service tools/feed-sync is named web-8080.',
  fix: 'Name the port http-8080 or set its appProtocol.',
  documentation:
    'https://istio.io/latest/docs/reference/config/analysis/ist0118/',
  muted: true,
};

const NAMES = ['eu-1', 'eu-2', 'us-1', 'stg-eu', 'stg-us', 'dev-eu', 'dev-us'];

/** The shop with its clusters; `ap-1` does not answer. */
export const shopWorld: FleetWorld = {
  clusters: [...NAMES.map(name => cluster(name)), unreachableCluster()],
  rows: {
    workloads: statuses.flatMap(status => status.workloads),
    certificates: statuses.flatMap(status => status.certificates),
    exposures: statuses.flatMap(status => status.exposures),
    egress: statuses.flatMap(status => status.egress),
    findings: [...statuses.flatMap(status => status.findings), muted],
    'control-planes': [
      controlPlane('eu-1', '1-30-3'),
      controlPlane('eu-2', '1-30-3'),
      endedControlPlane('eu-2'),
      controlPlane('us-1', '1-31-0', {
        tags: ['canary'],
        tone: 'unknown',
        support: undefined,
        skew: undefined,
        why: {
          summary:
            'istiod 1.31.0 is ready; its version is not in the table of supported releases.',
          considered: [],
        },
      }),
    ],
    'trust-roots': [
      trustRoot('eu-1'),
      trustRoot('eu-2', { namespaceCount: 21 }),
      endingRoot('stg-us'),
    ],
    'strict-readiness': [
      meshReadiness('eu-1', 'yes'),
      meshReadiness('eu-2', 'unknown'),
      breakingNamespace('eu-2'),
      readyNamespace('eu-1', 'shop', 12),
      readyNamespace('us-1', 'shop', 4),
    ],
  },
};

/** The same world with other clusters. */
export function shopWith(clusters: ClusterFreshness[]): FleetWorld {
  return { ...shopWorld, clusters };
}
