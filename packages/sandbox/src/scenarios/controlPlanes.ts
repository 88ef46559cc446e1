import type { ScenarioCluster } from './ScenarioCluster';
import { addWorkload } from './workloads';

/** One istiod. @internal */
export interface ControlPlane {
  revision: string;
  version: string;
}

/** A revision tag: a name for a revision that namespaces can follow. @internal */
export interface RevisionTag {
  tag: string;
  revision: string;
}

const ISTIO_SYSTEM = 'istio-system';
const HUB = 'docker.io/istio';

const NOT_OFF = {
  key: 'sidecar.istio.io/inject',
  operator: 'NotIn',
  values: ['false'],
};
const absent = (key: string) => ({ key, operator: 'DoesNotExist' });
const oneOf = (key: string, ...values: string[]) => ({
  key,
  operator: 'In',
  values,
});

function webhook(
  revision: string,
  name: string,
  namespaceExpressions: object[],
  objectExpressions: object[],
) {
  return {
    name: `${name}.sidecar-injector.istio.io`,
    admissionReviewVersions: ['v1'],
    clientConfig: {
      service: {
        name: `istiod-${revision}`,
        namespace: ISTIO_SYSTEM,
        path: '/inject',
        port: 443,
      },
    },
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    reinvocationPolicy: 'Never',
    rules: [
      {
        apiGroups: [''],
        apiVersions: ['v1'],
        operations: ['CREATE'],
        resources: ['pods'],
        scope: '*',
      },
    ],
    sideEffects: 'None',
    timeoutSeconds: 10,
    namespaceSelector: { matchExpressions: namespaceExpressions },
    objectSelector: { matchExpressions: objectExpressions },
  };
}

/** The two webhooks that a revision or a tag of any name has. */
function webhooksFor(revision: string, label: string) {
  return [
    webhook(
      revision,
      'rev.namespace',
      [oneOf('istio.io/rev', label), absent('istio-injection')],
      [NOT_OFF],
    ),
    webhook(
      revision,
      'rev.object',
      [absent('istio.io/rev'), absent('istio-injection')],
      [NOT_OFF, oneOf('istio.io/rev', label)],
    ),
  ];
}

/** The tag `default` also serves `istio-injection=enabled` and pods that ask without naming a revision. */
function defaultWebhooks(revision: string) {
  return [
    webhook(
      revision,
      'namespace',
      [oneOf('istio-injection', 'enabled')],
      [NOT_OFF],
    ),
    webhook(
      revision,
      'object',
      [absent('istio-injection'), absent('istio.io/rev')],
      [oneOf('sidecar.istio.io/inject', 'true'), absent('istio.io/rev')],
    ),
  ];
}

function addIstiod(
  cluster: ScenarioCluster,
  { revision, version }: ControlPlane,
): void {
  addWorkload(cluster, {
    namespace: ISTIO_SYSTEM,
    name: `istiod-${revision}`,
    labels: {
      app: 'istiod',
      istio: 'pilot',
      'istio.io/rev': revision,
      'istio.io/dataplane-mode': 'none',
      'sidecar.istio.io/inject': 'false',
    },
    selector: { app: 'istiod', 'istio.io/rev': revision },
    containerName: 'discovery',
    image: `${HUB}/pilot:${version}`,
    ports: [
      { name: 'grpc-xds', port: 15010 },
      { name: 'https-dns', port: 15012 },
      { name: 'https-webhook', port: 443, targetPort: 15017 },
      { name: 'http-monitoring', port: 15014 },
    ],
    age: { days: 120 },
  });
  cluster.add({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `istio-${revision}`,
      namespace: ISTIO_SYSTEM,
      labels: { 'istio.io/rev': revision, release: 'istio' },
    },
    data: {
      mesh: [
        'defaultConfig:',
        `  discoveryAddress: istiod-${revision}.istio-system.svc:15012`,
        'defaultProviders:',
        '  metrics:',
        '  - prometheus',
        'enablePrometheusMerge: true',
        'rootNamespace: istio-system',
        'trustDomain: cluster.local',
        '',
      ].join('\n'),
      meshNetworks: 'networks: {}',
    },
  });
  cluster.add({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `istio-sidecar-injector-${revision}`,
      namespace: ISTIO_SYSTEM,
      labels: { 'istio.io/rev': revision, release: 'istio' },
    },
    data: {
      values: JSON.stringify({
        global: { hub: HUB, tag: version, proxy: { image: 'proxyv2' } },
        revision,
      }),
    },
  });
  addWebhooks(cluster, `istio-sidecar-injector-${revision}`, revision);
}

function addWebhooks(
  cluster: ScenarioCluster,
  name: string,
  revision: string,
  tag?: string,
): void {
  cluster.add(
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        name,
        generation: 1,
        labels: {
          app: 'sidecar-injector',
          'istio.io/rev': revision,
          ...(tag && { 'istio.io/tag': tag }),
          release: 'istio',
        },
      },
      webhooks: [
        ...webhooksFor(revision, tag ?? revision),
        ...(tag === 'default' ? defaultWebhooks(revision) : []),
      ],
    },
    { days: 120 },
  );
}

/** Adds control planes, their tags and the default validator. @internal */
export function addControlPlanes(
  cluster: ScenarioCluster,
  controlPlanes: readonly ControlPlane[],
  tags: readonly RevisionTag[],
): void {
  for (const controlPlane of controlPlanes) addIstiod(cluster, controlPlane);
  for (const { tag, revision } of tags) {
    addWebhooks(cluster, `istio-revision-tag-${tag}`, revision, tag);
    if (tag === 'default') {
      cluster.add({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: {
          name: 'istiod-default-validator',
          generation: 1,
          labels: {
            app: 'istiod',
            'istio.io/rev': revision,
            'istio.io/tag': tag,
          },
        },
        webhooks: [],
      });
    }
  }
}
