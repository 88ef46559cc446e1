import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { OnboardGateway, OnboardIntent } from './onboardIntent';

/** Port at which ztunnel takes traffic of the mesh (HBONE). */
const HBONE = 15008;

/**
 * What probes of the kubelet come from in ambient, on either family.
 * Source: istio, cni/pkg/nodeagent/options.go.
 */
const AMBIENT_PROBES = [
  '169.254.7.127/32',
  'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128',
];

function ingressPolicy(
  name: string,
  namespace: string,
  podSelector: JsonObject,
  ingress?: JsonObject[],
): ManifestObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector,
      policyTypes: ['Ingress'],
      ...(ingress && { ingress }),
    },
  };
}

/** Kubernetes labels every namespace with its name; nobody else need. */
function inNamespace(name: string): JsonObject {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  };
}

function portsOf(ports: readonly number[], ambient: boolean): JsonObject[] {
  return [...ports, ...(ambient ? [HBONE] : [])].map(port => ({ port }));
}

function fromGateway(
  intent: OnboardIntent,
  gateway: OnboardGateway,
): ManifestObject[] {
  const { namespace, exposed, dataPlane } = intent;
  const pods = { podSelector: { matchLabels: { ...gateway.selector } } };
  return exposed.map(({ name, labels, ports }) =>
    ingressPolicy(
      `allow-from-ingress-gateway-${name}`,
      namespace,
      { matchLabels: { ...labels } },
      [
        {
          from: [{ ...inNamespace(gateway.namespace), ...pods }],
          ports: portsOf(ports, dataPlane === 'ambient'),
        },
      ],
    ),
  );
}

/** A gateway of its own is reached from outside the cluster. */
function toOwnGateway({ namespace, gateway }: OnboardIntent): ManifestObject[] {
  if (gateway?.namespace !== namespace) return [];
  const pods = { matchLabels: { ...gateway.selector } };
  return [ingressPolicy('allow-to-ingress-gateway', namespace, pods, [{}])];
}

/**
 * A proxy can be gone around, by a pod that asks for no redirection: only the
 * network keeps calls inside.
 * Source: istio.io, Security best practices, "Understand traffic capture
 * limitations".
 */
function closedOutside({ namespace, outbound }: OnboardIntent) {
  if (!outbound) return [];
  const policy: ManifestObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny-outside', namespace },
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        // Every pod: DNS, istiod, services, the egress gateway.
        { to: [{ namespaceSelector: {} }] },
        ...outbound.allow.map(({ cidr, ports }) => ({
          to: [{ ipBlock: { cidr } }],
          ...(ports.length > 0 && { ports: ports.map(port => ({ port })) }),
        })),
      ],
    },
  };
  return [policy];
}

/**
 * Who reaches the pods of the namespace: nobody but the ingress gateway, each
 * other, and who reads metrics; in ambient also ztunnel and the kubelet. Whom
 * they call is limited where that is asked for.
 *
 * @internal
 */
export function onboardNetwork(intent: OnboardIntent): ManifestObject[] {
  const { namespace, gateway, metrics, dataPlane } = intent;
  const ambient = dataPlane === 'ambient';
  return [
    // Who is let in comes first: denied before that, traffic would stop.
    ...(gateway ? fromGateway(intent, gateway) : []),
    ...toOwnGateway(intent),
    ingressPolicy('allow-same-namespace', namespace, {}, [
      { from: [{ podSelector: {} }] },
    ]),
    ...(metrics
      ? [
          ingressPolicy('allow-metrics', namespace, {}, [
            {
              from: [inNamespace(metrics.namespace)],
              ports: portsOf(metrics.ports, ambient),
            },
          ]),
        ]
      : []),
    ...(ambient
      ? [
          ingressPolicy('allow-ambient-probes', namespace, {}, [
            { from: AMBIENT_PROBES.map(cidr => ({ ipBlock: { cidr } })) },
          ]),
        ]
      : []),
    ingressPolicy('deny-by-default', namespace, {}),
    ...closedOutside(intent),
  ];
}
