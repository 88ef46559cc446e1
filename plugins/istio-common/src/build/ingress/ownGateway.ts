import type { ManifestObject } from '../manifest';
import type { IngressIntent } from './ingressIntent';
import { ingressNames } from './ingressNames';
import { dnsAnnotations, loadBalancer } from './loadBalancer';

/** What the objects of a gateway of one's own are made of. */
interface Parts {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  own: NonNullable<IngressIntent['gateway']['own']>;
}

function deployment({ name, namespace, labels, own }: Parts): ManifestObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: { ...labels } },
    spec: {
      selector: { matchLabels: { ...labels } },
      strategy: { rollingUpdate: { maxSurge: '100%', maxUnavailable: '25%' } },
      template: {
        metadata: {
          annotations: { 'inject.istio.io/templates': 'gateway' },
          labels: {
            ...labels,
            'sidecar.istio.io/inject': 'true',
            ...(own.revision && { 'istio.io/rev': own.revision }),
          },
        },
        spec: {
          serviceAccountName: name,
          securityContext: {
            // Level restricted asks for it, and injection does not bring it.
            seccompProfile: { type: 'RuntimeDefault' },
            sysctls: [
              { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
            ],
          },
          containers: [
            {
              name: 'istio-proxy',
              image: 'auto',
              ports: [
                {
                  name: 'http-envoy-prom',
                  containerPort: 15090,
                  protocol: 'TCP',
                },
              ],
              resources: {
                requests: { cpu: '100m', memory: '128Mi' },
                limits: { cpu: '2000m', memory: '1024Mi' },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                privileged: false,
                readOnlyRootFilesystem: true,
                runAsNonRoot: true,
              },
            },
          ],
        },
      },
    },
  };
}

function service(parts: Parts, intent: IngressIntent): ManifestObject {
  const { name, namespace, labels, own } = parts;
  const { type, annotations, loadBalancerClass } = loadBalancer(own);
  const all = { ...annotations, ...dnsAnnotations(intent) };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace,
      labels: { ...labels },
      ...(Object.keys(all).length && { annotations: all }),
    },
    spec: {
      type,
      ...(loadBalancerClass && { loadBalancerClass }),
      selector: { ...labels },
      ports: [
        {
          name: 'status-port',
          port: 15021,
          protocol: 'TCP',
          targetPort: 15021,
        },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 },
      ],
    },
  };
}

/** istiod gives a gateway the Secrets that its account may list. */
function access({ name, namespace }: Parts): ManifestObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name, namespace },
      rules: [
        {
          apiGroups: [''],
          resources: ['secrets'],
          verbs: ['get', 'watch', 'list'],
        },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name,
      },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

/**
 * Keeps a gateway reachable: at least two pods, and not all away at once.
 *
 * @internal
 */
export function gatewayScaling(
  target: { name: string; namespace: string; labels: Record<string, string> },
  own: Parts['own'],
): ManifestObject[] {
  const { name, namespace, labels } = target;
  return [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: own.replicas.min,
        maxReplicas: own.replicas.max,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 80 },
            },
          },
        ],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace },
      spec: { minAvailable: 1, selector: { matchLabels: { ...labels } } },
    },
  ];
}

/**
 * A gateway of the tenant's own, as Istio's gateway chart installs it: its pod
 * is filled in by injection. It keeps to pod security level `restricted`, which
 * tenants' namespaces have. Source: manifests/charts/gateway, and
 * kubernetes.io/docs/concepts/security/pod-security-standards.
 *
 * @internal
 */
export function ownGateway(intent: IngressIntent): ManifestObject[] {
  const { own } = intent.gateway;
  if (!own) return [];
  const { pods: name } = ingressNames(intent);
  const labels = { ...intent.gateway.selector };
  const parts = { name, namespace: intent.namespace, labels, own };
  return [
    ...access(parts),
    deployment(parts),
    service(parts, intent),
    ...gatewayScaling(parts, own),
  ];
}
