import type { InjectedProxy } from '../../actors/injection/injectProxy';
import type { WorkloadSketch } from '../workloads';

const IMAGES = 'registry.shop.example.com';
const PROXY = 'docker.io/istio/proxyv2';
const HTTP = { name: 'http', port: 8080 };

const CURRENT: InjectedProxy = { revision: '1-30-3', image: `${PROXY}:1.30.3` };

/** A workload with the proxy that it should have. */
function meshed(
  namespace: string,
  name: string,
  more: Partial<WorkloadSketch> = {},
): WorkloadSketch {
  return {
    namespace,
    name,
    image: `${IMAGES}/${name}:1.0.0`,
    ports: [HTTP],
    age: { days: 40 },
    podAge: { days: 8 },
    proxies: [CURRENT],
    ...more,
  };
}

/** A workload without a proxy of its own. */
function plain(
  namespace: string,
  name: string,
  more: Partial<WorkloadSketch> = {},
): WorkloadSketch {
  return meshed(namespace, name, { proxies: undefined, ...more });
}

/** A gateway that the injector makes of a pod with `image: auto`. */
function gateway(
  namespace: string,
  name: string,
  istio: string,
): WorkloadSketch {
  return meshed(namespace, name, {
    containerName: 'istio-proxy',
    image: 'auto',
    labels: { istio, 'sidecar.istio.io/inject': 'true' },
    selector: { app: name, istio },
    annotations: { 'inject.istio.io/templates': 'gateway' },
    serviceType: istio === 'egressgateway' ? undefined : 'LoadBalancer',
    ports: [
      { name: 'status-port', port: 15021 },
      { name: 'http2', port: 80, targetPort: 8080 },
      { name: 'https', port: 443, targetPort: 8443 },
    ],
  });
}

/** A gateway that istiod deploys for a Gateway of the Kubernetes Gateway API. */
function deployedGateway(
  namespace: string,
  name: string,
  kind: 'router' | 'waypoint',
): WorkloadSketch {
  const deployment = kind === 'waypoint' ? name : `${name}-istio`;
  const controller = kind === 'waypoint' ? 'mesh' : 'gateway';
  return plain(namespace, deployment, {
    containerName: 'istio-proxy',
    image: `${PROXY}:1.30.3`,
    args: ['proxy', kind, '--domain', '$(POD_NAMESPACE).svc.cluster.local'],
    labels: {
      'gateway.networking.k8s.io/gateway-name': name,
      'gateway.istio.io/managed': `istio.io-${controller}-controller`,
      'istio.io/dataplane-mode': 'none',
      'sidecar.istio.io/inject': 'false',
    },
    selector: { 'gateway.networking.k8s.io/gateway-name': name },
    annotations: { 'istio.io/rev': '1-30-3' },
    ports:
      kind === 'waypoint'
        ? [{ name: 'mesh', port: 15008 }]
        : [
            { name: 'status-port', port: 15021 },
            { name: 'https', port: 443 },
          ],
    replicas: 1,
  });
}

/** Annotation that the CNI writes on a pod once ztunnel takes its traffic. */
const REDIRECTED = { 'ambient.istio.io/redirection': 'enabled' };

/** Who breaks once `tracking` takes only mTLS, and what STRICT does not reach. */
const LOGISTICS = [
  meshed('logistics', 'tracking'),
  plain('logistics', 'courier-app', {
    labels: { 'sidecar.istio.io/inject': 'false' },
  }),
  meshed('logistics', 'dispatch', {
    ports: [HTTP, { name: 'tcp-scale', port: 9999 }],
    annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '9999' },
  }),
  // The scanner of the registry stopped this image.
  meshed('logistics', 'label-printer', {
    image: `${IMAGES}/quarantine/label-printer:3.2.0`,
    age: { hours: 5 },
    podAge: { hours: 5 },
  }),
];

const WAREHOUSE = [
  plain('warehouse', 'stock', { podAnnotations: REDIRECTED }),
  // Started on a node whose CNI had not come up.
  plain('warehouse', 'picking', {
    podAnnotations: { 'ambient.istio.io/redirection': 'pending' },
    podAge: { hours: 2 },
  }),
  deployedGateway('warehouse', 'waypoint', 'waypoint'),
];

const RETURNS = [plain('returns', 'refunds', { podAnnotations: REDIRECTED })];

const PARTNERS = [
  meshed('partners', 'payout'),
  // Somebody's own build of the proxy, from elsewhere.
  meshed('partners', 'settlement', {
    annotations: {
      'sidecar.istio.io/proxyImage': 'ghcr.io/fast-proxies/proxyv2:1.30.3',
    },
    proxies: [
      { revision: '1-30-3', image: 'ghcr.io/fast-proxies/proxyv2:1.30.3' },
    ],
  }),
];

/** Workloads of the samples, by cluster. @internal */
export const SAMPLE_WORKLOADS: Record<string, readonly WorkloadSketch[]> = {
  'eu-1': [
    gateway('istio-edge', 'istio-edgegateway', 'edgegateway'),
    gateway('istio-egress', 'istio-egressgateway', 'egressgateway'),
    deployedGateway('istio-edge', 'public', 'router'),
    meshed('accounts', 'accounts'),
    meshed('newsletter', 'newsletter'),
    ...LOGISTICS,
    ...WAREHOUSE,
    ...RETURNS,
    ...PARTNERS,
  ],
  'eu-2': [
    gateway('istio-edge', 'istio-edgegateway', 'edgegateway'),
    meshed('accounts', 'accounts'),
    // Of the right revision, but from before its patch.
    meshed('accounts', 'mailer', {
      proxies: [{ ...CURRENT, image: `${PROXY}:1.30.1` }],
      podAge: { days: 35 },
    }),
    meshed('archive', 'archive', {
      proxies: [
        {
          revision: '1-27-3',
          image: `${PROXY}:1.27.3`,
          nativeSidecar: false,
        },
      ],
      podAge: { days: 39 },
    }),
    // Newer than the istiod that it talks to.
    meshed('ledger', 'ledger', {
      proxies: [{ revision: '1-29-4', image: `${PROXY}:1.30.3` }],
    }),
    plain('trials', 'experiment'),
  ],
};
