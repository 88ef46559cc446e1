import type { ValidationResult } from '../api/validation';
import { INTENTS } from '../build/intents';
import type { ManifestObject } from '../build/manifest';
import { MeshIndex } from '../index/MeshIndex';
import type { ExposureZone } from '../model/zones';
import { trimRaw } from '../replay/trimRaw';
import { validateIntent } from '../validate/validateIntent';
import type { ValidationContext } from '../validate/validationContext';

/** A raw object of a live cluster, as `kubectl get -o json` has it. */
export type RawObject = Record<string, unknown> & { kind: string };

const NOW = new Date('2026-11-22T14:20:00Z');
const OLD = '2025-01-01T00:00:00Z';

/** A raw object with a name, a namespace and an age. */
export function raw(
  apiVersion: string,
  kind: string,
  place: string,
  body: object = {},
  metadata: object = {},
): RawObject {
  const [namespace, name] = place.includes('/')
    ? place.split('/')
    : [undefined, place];
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      creationTimestamp: OLD,
      ...metadata,
    },
    ...body,
  };
}

/** A raw pod; one with a proxy as a sidecar or as a gateway. */
export function rawPod(
  place: string,
  labels: object,
  proxy: 'sidecar' | 'gateway' | 'none' = 'sidecar',
): RawObject {
  const container = {
    name: 'istio-proxy',
    image: 'docker.io/istio/proxyv2:1.30.3',
    args: ['proxy', proxy === 'gateway' ? 'router' : 'sidecar'],
  };
  return raw(
    'v1',
    'Pod',
    place,
    {
      spec: {
        serviceAccountName:
          proxy === 'gateway' ? 'istio-ingressgateway-service-account' : 'app',
        containers: [
          { name: 'app', ports: [{ containerPort: 8080 }] },
          ...(proxy === 'none' ? [] : [container]),
        ],
      },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    },
    {
      labels: {
        ...labels,
        ...(proxy === 'none' ? {} : { 'security.istio.io/tlsMode': 'istio' }),
      },
      ...(proxy === 'none'
        ? {}
        : {
            annotations: {
              'sidecar.istio.io/status': '{"revision":"default"}',
            },
          }),
    },
  );
}

/** A raw Service with one port. */
export function rawService(
  place: string,
  app: object,
  port: number,
): RawObject {
  return raw('v1', 'Service', place, {
    spec: {
      selector: app,
      ports: [
        { name: port === 443 ? 'https' : 'http', port, targetPort: 8080 },
      ],
    },
  });
}

/** A raw issuer that is ready. */
export function rawIssuer(
  kind: string,
  place: string,
  spec: object = { ca: { secretName: 'ca' } },
): RawObject {
  return raw('cert-manager.io/v1', kind, place, {
    spec,
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  });
}

/** A raw Gateway of Istio on the shared ingress gateway. */
export function rawGateway(place: string, hosts: string[]): RawObject {
  return raw('networking.istio.io/v1', 'Gateway', place, {
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          hosts,
          tls: { mode: 'SIMPLE', credentialName: 'cert' },
        },
      ],
    },
  });
}

/** A cluster in which every example below is right. */
export const WORLD: readonly RawObject[] = [
  ...['shop', 'payments', 'istio-ingress', 'istio-egress', 'istio-system'].map(
    name =>
      raw(
        'v1',
        'Namespace',
        name,
        {},
        name === 'shop' ? { labels: { 'istio-injection': 'enabled' } } : {},
      ),
  ),
  rawPod('istio-ingress/gw-1', { istio: 'ingressgateway' }, 'gateway'),
  rawPod('istio-egress/gw-1', { istio: 'egressgateway' }, 'gateway'),
  rawService('istio-ingress/gw', { istio: 'ingressgateway' }, 443),
  rawService(
    'istio-egress/istio-egressgateway',
    { istio: 'egressgateway' },
    443,
  ),
  rawPod('shop/cart-1', { app: 'cart' }),
  rawService('shop/cart', { app: 'cart' }, 8080),
  rawIssuer('ClusterIssuer', 'mesh-ca'),
  // Pods reach the cluster only: what leaves it goes through the egress gateway.
  raw('networking.k8s.io/v1', 'NetworkPolicy', 'shop/inside', {
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: {} }] }],
    },
  }),
];

/** The zone of the namespace shop. */
export const SHOP_ZONE: ExposureZone = {
  name: 'shop',
  domain: 'shop.example.com',
  issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
  },
};

/** An index over raw objects. */
export function indexOf(objects: readonly RawObject[]): MeshIndex {
  return MeshIndex.build(objects.flatMap(object => trimRaw(object) ?? []));
}

/** What is validated, and in which cluster. */
export interface ValidationCase {
  kind: string;
  input: object;
  /** Beside {@link WORLD}. */
  live?: readonly RawObject[];
  /** Left out of {@link WORLD}, `Kind/name`. */
  without?: readonly string[];
  context?: Partial<ValidationContext>;
  /** In place of what the intent makes. */
  objects?: (built: ManifestObject[]) => ManifestObject[];
}

/** Builds an intent and judges it in the world of the case. */
export function validateCase(one: ValidationCase): ValidationResult {
  const result = INTENTS.find(({ name }) => name === one.kind)?.build(
    one.input,
  );
  if (!result || 'problems' in result) {
    throw new Error(`${one.kind}: ${JSON.stringify(result)}`);
  }
  const { objects, removes } = result.built;
  const world = WORLD.filter(object => {
    const { name } = object.metadata as { name: string };
    return !one.without?.includes(`${object.kind}/${name}`);
  });
  return validateIntent(
    one.kind,
    result.intent,
    one.objects ? one.objects(objects) : objects,
    {
      index: indexOf([...world, ...(one.live ?? [])]),
      zones: [SHOP_ZONE],
      now: NOW,
      ...(removes && !one.context?.remove && { removes: removes.objects }),
      ...one.context,
    },
  );
}
