import type { JsonArray, JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';

/** Which tag points where. @internal */
export interface RevisionTag {
  tag: string;
  revision: string;
  istioNamespace: string;
}

interface Selectors {
  prefix: string;
  namespaces: JsonArray;
  objects: JsonArray;
}

const absent = (key: string) => ({ key, operator: 'DoesNotExist' });
const among = (key: string, ...values: string[]) => ({
  key,
  operator: 'In',
  values,
});
const NOT_REFUSED = {
  key: 'sidecar.istio.io/inject',
  operator: 'NotIn',
  values: ['false'],
};
const REV = 'istio.io/rev';
const INJECTION = 'istio-injection';

function selectorsOf(tag: string): Selectors[] {
  const byRevision = [
    {
      prefix: 'rev.namespace.',
      namespaces: [among(REV, tag), absent(INJECTION)],
      objects: [NOT_REFUSED],
    },
    {
      prefix: 'rev.object.',
      namespaces: [absent(REV), absent(INJECTION)],
      objects: [NOT_REFUSED, among(REV, tag)],
    },
  ];
  if (tag !== 'default') return byRevision;
  return [
    ...byRevision,
    {
      prefix: 'namespace.',
      namespaces: [among(INJECTION, 'enabled')],
      objects: [NOT_REFUSED],
    },
    {
      prefix: 'object.',
      namespaces: [absent(INJECTION), absent(REV)],
      objects: [among('sidecar.istio.io/inject', 'true'), absent(REV)],
    },
  ];
}

/** Without `caBundle`: istiod of that revision writes its own, and nothing here takes it away. */
function webhook(
  { revision, istioNamespace }: RevisionTag,
  { prefix, namespaces, objects }: Selectors,
): JsonObject {
  return {
    name: `${prefix}sidecar-injector.istio.io`,
    clientConfig: {
      service: {
        name: `istiod-${revision}`,
        namespace: istioNamespace,
        path: '/inject',
        port: 443,
      },
    },
    sideEffects: 'None',
    rules: [
      {
        operations: ['CREATE'],
        apiGroups: [''],
        apiVersions: ['v1'],
        resources: ['pods'],
      },
    ],
    failurePolicy: 'Fail',
    reinvocationPolicy: 'Never',
    admissionReviewVersions: ['v1'],
    namespaceSelector: { matchExpressions: namespaces },
    objectSelector: { matchExpressions: objects },
  };
}

const PORTS: JsonArray = [
  { port: 15010, name: 'grpc-xds', protocol: 'TCP' },
  { port: 15012, name: 'https-dns', protocol: 'TCP' },
  { port: 443, name: 'https-webhook', targetPort: 15017, protocol: 'TCP' },
  { port: 15014, name: 'http-monitoring', protocol: 'TCP' },
];

/**
 * A revision tag as definitions of its own: the webhook that injects for it,
 * and the Service by which those who may not read webhooks know it. The tag is
 * moved by pointing both at another revision.
 * Source: manifests/charts/istio-control/istio-discovery/templates/revision-tags-mwc.yaml
 * and revision-tags-svc.yaml, which `istioctl tag generate` prints too.
 *
 * @internal
 */
export function revisionTag(one: RevisionTag): ManifestObject[] {
  const { tag, revision, istioNamespace } = one;
  const labels = { 'istio.io/tag': tag, 'istio.io/rev': revision };
  const suffix = istioNamespace === 'istio-system' ? '' : `-${istioNamespace}`;
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        name: `istio-revision-tag-${tag}${suffix}`,
        labels: { ...labels, app: 'sidecar-injector' },
      },
      webhooks: selectorsOf(tag).map(selectors => webhook(one, selectors)),
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `istiod-revision-tag-${tag}`,
        namespace: istioNamespace,
        labels: { ...labels, app: 'istiod', istio: 'pilot' },
      },
      spec: {
        ports: PORTS,
        selector: { app: 'istiod', 'istio.io/rev': revision },
      },
    },
  ];
}
