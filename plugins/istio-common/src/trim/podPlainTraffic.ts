import { type Fields, fields, list, text } from './fields';

/** Ports at which the proxy itself serves metrics. */
const PROXY_METRICS: ReadonlySet<string> = new Set(['15020', '15090']);

/**
 * The port that Prometheus is told to scrape, unless it is one of the proxy's:
 * merging metrics rewrites the annotation to 15020, which mTLS leaves alone.
 * Source: pkg/kube/inject/webhook.go, applyPrometheusMerge.
 */
export function scrapedPort(annotations: Fields): number | undefined {
  if (annotations['prometheus.io/scrape'] !== 'true') return undefined;
  const port = text(annotations['prometheus.io/port']);
  if (!port || !/^\d{1,5}$/.test(port) || PROXY_METRICS.has(port)) {
    return undefined;
  }
  return Number(port);
}

/** Whether the kubelet probes a container over the network. */
export function isProbed(spec: Fields): boolean {
  return list(spec.containers)
    .map(fields)
    .some(container =>
      [
        container.livenessProbe,
        container.readinessProbe,
        container.startupProbe,
      ]
        .map(fields)
        .some(probe =>
          [probe.httpGet, probe.tcpSocket, probe.grpc].some(
            one => Object.keys(fields(one)).length > 0,
          ),
        ),
    );
}
