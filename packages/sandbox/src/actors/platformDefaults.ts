import type { KubeApi } from '../kube/KubeApi';
import { NAMESPACES } from '../kube/ResourceRegistry';
import { statusOf } from './conditions';
import { specOf } from './workloads/Pod';
import {
  CONFIG_MAPS,
  SERVICE_ACCOUNTS,
  SERVICES,
} from './workloads/workloadTypes';
import { keyOf, splitKey, startReconciler } from './startReconciler';

const ROOT_CERTIFICATE = 'istio-ca-root-cert';

/** What every namespace gets: a service account, and Istio's root certificate where there is Istio. */
function furnish(api: KubeApi, namespace: string): void {
  const home = api.store.get(NAMESPACES, undefined, namespace);
  if (!home || home.metadata.deletionTimestamp) return;
  if (!api.store.get(SERVICE_ACCOUNTS, namespace, 'default')) {
    api.create(SERVICE_ACCOUNTS, namespace, { metadata: { name: 'default' } });
  }
  const root = api.store.get(CONFIG_MAPS, 'istio-system', ROOT_CERTIFICATE);
  if (root && !api.store.get(CONFIG_MAPS, namespace, ROOT_CERTIFICATE)) {
    api.create(CONFIG_MAPS, namespace, {
      metadata: {
        name: ROOT_CERTIFICATE,
        labels: { 'istio.io/config': 'true' },
      },
      data: root.data,
    });
  }
}

/** A Service of type LoadBalancer gets an address. */
function balance(api: KubeApi, key: string): void {
  const { namespace, name } = splitKey(key);
  const service = api.store.get(SERVICES, namespace, name);
  if (!service || specOf(service).type !== 'LoadBalancer') return;
  const { loadBalancer } = statusOf(service);
  if (JSON.stringify(loadBalancer ?? {}) !== '{}') return;
  api.update(
    { type: SERVICES, namespace, name },
    {
      ...service,
      status: {
        loadBalancer: { ingress: [{ ip: '203.0.113.10', ipMode: 'VIP' }] },
      },
    },
    { subresource: 'status' },
  );
}

/** Stands for the small controllers that fill in what everybody takes for granted. @internal */
export function startPlatformDefaults(
  api: KubeApi,
  delayMs: number,
): () => void {
  const stops = [
    startReconciler({
      api,
      delayMs,
      watched: [{ type: NAMESPACES, keysOf: object => [keyOf(object)] }],
      reconcile: key => furnish(api, key),
    }),
    startReconciler({
      api,
      delayMs,
      watched: [{ type: SERVICES, keysOf: object => [keyOf(object)] }],
      reconcile: key => balance(api, key),
    }),
  ];
  return () => stops.forEach(stop => stop());
}
