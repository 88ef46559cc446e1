import type { JsonArray, JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { OnboardGateway, OnboardIntent } from './onboardIntent';
import type { Tenant } from './tenantField';
import { tenantNames } from './tenantNames';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = [...READ, 'create', 'update', 'patch', 'delete'];

function rule(apiGroup: string, resources: string[], verbs: string[]) {
  return { apiGroups: [apiGroup], resources, verbs: [...verbs] };
}

/**
 * Certificates and no more: never Secrets, whose keys they would read, nor
 * certificates/status, with which one is "issued" by hand, nor Orders and
 * Challenges, which run pods and change DNS.
 */
const CERTIFICATES = [
  rule('cert-manager.io', ['certificates'], WRITE),
  rule('cert-manager.io', ['certificaterequests', 'issuers'], READ),
];

/**
 * What a tenant says about its own traffic. Not EnvoyFilters and WasmPlugins,
 * which run code in proxies, nor PeerAuthentications, which are the mesh's, nor
 * Gateways of the Gateway API and Ingresses: annotated, they have cert-manager
 * itself ask for a certificate of any host, which no rule on the tenant sees.
 * Source: cert-manager, pkg/controller/certificate-shim.
 */
const NETWORKING = [
  rule(
    'networking.istio.io',
    [
      ...['gateways', 'virtualservices', 'destinationrules'],
      ...['serviceentries', 'sidecars'],
    ],
    WRITE,
  ),
  rule(
    'security.istio.io',
    ['authorizationpolicies', 'requestauthentications'],
    WRITE,
  ),
  rule('security.istio.io', ['peerauthentications'], READ),
  rule('telemetry.istio.io', ['telemetries'], WRITE),
  rule(
    'gateway.networking.k8s.io',
    ['httproutes', 'grpcroutes', 'tlsroutes'],
    WRITE,
  ),
  rule('gateway.networking.k8s.io', ['gateways'], READ),
];

function clusterRole(name: string, rules: JsonArray): ManifestObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  };
}

function subjectsOf({ subjects }: Tenant): JsonObject[] {
  return subjects.map(({ kind, name, namespace }) =>
    kind === 'ServiceAccount' && namespace
      ? { kind, name, namespace }
      : { apiGroup: RBAC, kind, name },
  );
}

function binding(
  place: { name: string; namespace: string },
  role: string,
  tenant: Tenant,
): ManifestObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { ...place },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: subjectsOf(tenant),
  };
}

/**
 * What the tenant may do: certificates beside the gateway's pods, everything
 * else in its own namespace only. The roles are its own, so that taking one
 * tenant out leaves the others as they are.
 *
 * @internal
 */
export function tenantRights(
  intent: OnboardIntent,
  tenant: Tenant,
  gateway: OnboardGateway,
): ManifestObject[] {
  const { namespace } = intent;
  const names = tenantNames(namespace);
  const { certificates, networking } = tenant.clusterRoles ?? names;
  return [
    ...(tenant.clusterRoles
      ? []
      : [
          clusterRole(certificates, CERTIFICATES),
          clusterRole(networking, NETWORKING),
        ]),
    binding(
      { name: names.certificatesBinding, namespace: gateway.namespace },
      certificates,
      tenant,
    ),
    binding({ name: names.networking, namespace }, networking, tenant),
  ];
}
