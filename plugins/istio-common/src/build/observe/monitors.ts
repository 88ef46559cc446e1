import type { JsonArray } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { Metrics } from './metricsField';

const POD_LABELS: JsonArray = [
  {
    sourceLabels: ['__meta_kubernetes_namespace'],
    targetLabel: 'namespace',
  },
  { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'pod' },
];

/** From the port that the proxy declares (15090) to that of its agent, which merges. */
const TO_AGENT: JsonArray = [
  {
    action: 'replace',
    sourceLabels: ['__meta_kubernetes_pod_ip'],
    regex: '(([A-Fa-f0-9]{1,4}::?){1,7}[A-Fa-f0-9]{1,4})',
    replacement: '[$1]:15020',
    targetLabel: '__address__',
  },
  {
    action: 'replace',
    sourceLabels: ['__meta_kubernetes_pod_ip'],
    regex: '((([0-9]+?)(\\.|$)){4})',
    replacement: '$1:15020',
    targetLabel: '__address__',
  },
];

function monitor(
  kind: 'PodMonitor' | 'ServiceMonitor' | 'PrometheusRule',
  name: string,
  { namespace, labels }: Metrics,
  spec: ManifestObject['spec'],
): ManifestObject {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name, namespace, labels: { ...labels } },
    spec,
  };
}

function proxies(metrics: Metrics): ManifestObject[] {
  const { dataPlane, interval } = metrics;
  if (dataPlane === 'off') return [];
  return [
    monitor('PodMonitor', 'istio-proxies', metrics, {
      jobLabel: 'istio-proxies',
      namespaceSelector: { any: true },
      selector: {
        matchExpressions: [
          { key: 'istio-prometheus-ignore', operator: 'DoesNotExist' },
        ],
      },
      podMetricsEndpoints: [
        {
          // Of sidecars and gateways alike; others have no such port.
          port: 'http-envoy-prom',
          path: '/stats/prometheus',
          interval,
          relabelings: [
            {
              action: 'keep',
              sourceLabels: ['__meta_kubernetes_pod_container_name'],
              regex: 'istio-proxy',
            },
            ...(dataPlane === 'merged' ? TO_AGENT : []),
            ...POD_LABELS,
          ],
        },
      ],
    }),
  ];
}

function nodes(metrics: Metrics): ManifestObject[] {
  if (!metrics.ambient) return [];
  return [
    monitor('PodMonitor', 'ztunnel', metrics, {
      namespaceSelector: { any: true },
      selector: { matchLabels: { app: 'ztunnel' } },
      podMetricsEndpoints: [
        {
          port: 'ztunnel-stats',
          path: '/stats/prometheus',
          interval: metrics.interval,
          relabelings: POD_LABELS,
        },
      ],
    }),
  ];
}

/**
 * Services of istiod, but not those of its tags, which have the same pods
 * behind them: every istiod would be read once more for each tag.
 */
function controlPlane(
  metrics: Metrics,
  istioNamespace: string,
): ManifestObject[] {
  if (!metrics.controlPlane) return [];
  return [
    monitor('ServiceMonitor', 'istiod', metrics, {
      namespaceSelector: { matchNames: [istioNamespace] },
      selector: {
        matchLabels: { istio: 'pilot' },
        matchExpressions: [{ key: 'istio.io/tag', operator: 'DoesNotExist' }],
      },
      targetLabels: ['app', 'istio.io/rev'],
      endpoints: [{ port: 'http-monitoring', interval: metrics.interval }],
    }),
  ];
}

const RECORDED = [
  'istio_requests_total',
  'istio_request_duration_milliseconds_bucket',
  'istio_tcp_sent_bytes_total',
  'istio_tcp_received_bytes_total',
] as const;

/** Sums over the pods of a workload: what a central Prometheus can afford to read. */
function recorded(metrics: Metrics): ManifestObject[] {
  if (!metrics.federation) return [];
  return [
    monitor('PrometheusRule', 'istio-workloads', metrics, {
      groups: [
        {
          name: 'istio.workloads',
          interval: metrics.interval,
          rules: RECORDED.map(name => ({
            record: `workload:${name}`,
            expr: `sum without(instance, namespace, pod) (${name})`,
          })),
        },
      ],
    }),
  ];
}

/**
 * Monitors of the Prometheus operator. Ports 15020 and 15090 are outside of
 * mTLS, so STRICT does not close them.
 * Source: samples/addons/extras/prometheus-operator.yaml, and
 * istio.io/latest/docs/ops/integrations/prometheus.
 *
 * @internal
 */
export function monitors(
  metrics: Metrics | undefined,
  istioNamespace: string,
): ManifestObject[] {
  if (!metrics) return [];
  return [
    ...controlPlane(metrics, istioNamespace),
    ...proxies(metrics),
    ...nodes(metrics),
    ...recorded(metrics),
  ];
}
