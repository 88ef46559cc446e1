import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { cluster } from '../build/clusters';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { deniedAccess, openAccess } from '../build/security';
import { pullBlocked } from '../build/supply';
import { strictPort, workload } from '../build/workloads';
import type { Scenario } from './Scenario';

const waypoint = ref('Gateway', 'shop/waypoint');

const ambient: WorkloadStatus['dataPlane'] = {
  mode: 'ambient',
  nativeSidecar: false,
  tone: 'warning',
  why: {
    summary:
      'Namespace label istio.io/dataplane-mode=ambient captures the pods, and ztunnel has them.',
    considered: [
      {
        ref: ref('Namespace', 'shop'),
        says: 'istio.io/dataplane-mode=ambient',
        scope: 'namespace',
        decides: true,
        reason: 'no label of the pods says otherwise',
      },
    ],
  },
  waypoint: {
    ref: waypoint,
    state: 'missing',
    tone: 'warning',
    reason:
      'Namespace label istio.io/use-waypoint names Gateway shop/waypoint, and there is none.',
  },
  action: {
    title: 'Create the waypoint',
    detail:
      'Create Gateway shop/waypoint of class istio-waypoint: until then layer 7 policies have no effect.',
    command: 'istioctl waypoint apply -n shop --name waypoint',
  },
};

/** Ambient, bound to a waypoint that is not there, with a pull that is refused. */
export const recommend: Scenario = {
  name: 'recommend',
  title: 'Ambient, waypoint missing, pull refused',
  remark: 'the registry’s own words; what cannot be read is not empty',
  status: entityStatus('recommend', {
    clusters: [cluster('eu-1'), cluster('eu-2')],
    leading: 'sidecar',
    facts: [
      fact('sidecar', 'warning', [
        'Ambient',
        '2 of 3 pods',
        'waypoint shop/waypoint is missing',
        'Namespace label istio.io/use-waypoint names Gateway shop/waypoint, and there is none.',
      ]),
      fact('revision', 'ok', [
        'Current',
        'prod → 1-30-3',
        'ztunnel 1.30.3 in eu-1',
        'The tag prod points at 1-30-3.',
      ]),
      fact('mtls', 'ok', [
        'Strict',
        'on every port',
        'from namespace policy shop/default',
        'Namespace policy shop/default is STRICT.',
      ]),
      fact('certificates', 'neutral', [
        'Not exposed',
        '',
        'no gateway leads to it',
        'No Gateway with a route to Service shop/recommend was found.',
      ]),
      fact('changes', 'ok', [
        'No findings',
        '',
        'nothing muted',
        'No analyzer found anything.',
      ]),
    ],
    workloads: [
      workload('eu-1', ref('Deployment', 'shop/recommend'), 3, {
        pods: { total: 3, ready: 2, current: 2 },
        dataPlane: ambient,
        mtls: [strictPort(8080, 'http')],
        authorization: deniedAccess,
        supply: pullBlocked,
      }),
      workload('eu-2', ref('Deployment', 'shop/recommend'), 2, {
        dataPlane: {
          ...ambient,
          mode: 'ambient-pending',
          tone: 'unknown',
          waypoint: undefined,
          action: undefined,
          why: {
            summary:
              'The namespace asks for ambient, and no ztunnel pod runs on the node of one pod.',
            considered: [],
          },
        },
        mtls: [strictPort(8080, 'http')],
        authorization: openAccess,
        supply: undefined,
      }),
    ],
  }),
};
