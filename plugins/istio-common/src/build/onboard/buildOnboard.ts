import type { BuiltDefinitions } from '../BuiltDefinitions';
import { stringifyObjectRef } from '../../model/identity';
import { type ManifestObject, manifestRef } from '../manifest';
import { droppedObjects } from './droppedObjects';
import type { OnboardIntent } from './onboardIntent';
import { onboardNamespace } from './onboardNamespace';
import { onboardNetwork } from './onboardNetwork';
import { tenantPrefix } from './tenantClaim';
import { tenantPolicy } from './tenantPolicy';
import { tenantRights } from './tenantRights';

function objectsOf(intent: OnboardIntent): ManifestObject[] {
  const { tenant, gateway } = intent;
  return [
    onboardNamespace(intent),
    ...onboardNetwork(intent),
    // The policy before the rights that it limits.
    ...(tenant && gateway
      ? [
          ...tenantPolicy(intent, tenant, gateway),
          ...tenantRights(intent, tenant, gateway),
        ]
      : []),
  ];
}

function namespaceKey(intent: OnboardIntent): string {
  return stringifyObjectRef(manifestRef(onboardNamespace(intent)));
}

function joining({ namespace, dataPlane, revision }: OnboardIntent): string[] {
  return dataPlane === 'ambient'
    ? [
        `At the next sync, without a restart, ztunnel takes the traffic of the pods of ${namespace}. Pods that have a sidecar keep it until they are restarted.`,
      ]
    : [
        `Pods of ${namespace} that start from now on get the proxy of revision tag ${revision}. Pods that run already keep what they have: restart their Deployments, StatefulSets and DaemonSets.`,
        'A label istio-injection that was set by hand and stands in no manifest stays, and wins: remove it by hand.',
      ];
}

function policing(intent: OnboardIntent): string[] {
  const { namespace, podSecurity, dataPlane, exposed, gateway, metrics } =
    intent;
  const open = exposed.map(({ name }) => name).join(', ');
  const exceptions = [
    ...(open ? [`the ingress gateway in ${gateway?.namespace} ${open}`] : []),
    ...(metrics ? [`${metrics.namespace} the metrics`] : []),
  ].join(', and ');
  return [
    `Pods that do not meet the pod security standard ${podSecurity} are refused when they start.${
      dataPlane === 'sidecar'
        ? ' Injected ones meet it only where the Istio CNI node agent runs: without it istio-init asks for NET_ADMIN.'
        : ''
    }`,
    `Where the network plugin enforces NetworkPolicies, pods of other namespaces no longer reach those of ${namespace}${
      exceptions && `, except ${exceptions}`
    }.`,
  ];
}

function leaving({ namespace, outbound }: OnboardIntent): string[] {
  if (!outbound) return [];
  const ranges = outbound.allow.map(({ cidr }) => cidr).join(', ');
  return [
    `Where the network plugin enforces NetworkPolicies, pods of ${namespace} call pods of the cluster${
      ranges && `, ${ranges}`
    } and nothing else: hosts outside only through an egress gateway. The API server and DNS on the node are addresses, not pods: calls to them stop unless they are named.`,
  ];
}

function tenancy({ tenant, gateway, namespace }: OnboardIntent): string[] {
  if (!tenant || !gateway) return [];
  const who = tenant.subjects.map(({ name }) => name).join(', ');
  return [
    `The tenant (${who}) may write Istio objects in ${namespace}, and certificates in ${
      gateway.namespace
    } for ${tenant.domains.join(', ')} from ${tenant.issuer.kind} ${
      tenant.issuer.name
    }; the API server refuses others.`,
    `Names of its certificates begin with ${tenantPrefix(
      { namespace },
      tenant,
    )}, and with no beginning as long or longer that another tenant claims by a ConfigMap mesh-tenant-… in ${
      gateway.namespace
    }; only tenants that were onboarded without one are not known there.`,
    `Certificates that hold names outside ${tenant.domains.join(
      ', ',
    )} it may not touch either, whatever they are called. Where tenants share a domain, the claim alone keeps them apart: let the certificates of one that leaves go before its claim does.`,
    'Somebody who belongs to two tenants is held to the rules of both, so to none of their certificates: let each have a subject of its own.',
  ];
}

/**
 * The definitions by which a namespace joins the mesh.
 *
 * @public
 */
export function buildOnboard(intent: OnboardIntent): BuiltDefinitions {
  const { cluster, namespace, dataPlane, revision, keepOnRemoval } = intent;
  const { namespaceFile } = intent;
  return {
    objects: objectsOf(intent),
    summary: `Bring namespace ${namespace} in ${cluster} into the mesh, ${
      dataPlane === 'ambient'
        ? 'by ambient'
        : `with sidecars of revision tag ${revision}`
    }.`,
    effects: [
      ...joining(intent),
      ...policing(intent),
      ...leaving(intent),
      ...tenancy(intent),
    ],
    ...(namespaceFile && { homes: { [namespaceKey(intent)]: namespaceFile } }),
    removes: { objects: droppedObjects(intent), files: [] },
    rollback: `Revert this pull request: policies and rights go at the next sync, proxies with the next restart of the pods. ${
      keepOnRemoval
        ? `Namespace ${namespace} stays, even if this pull request made its manifest.`
        : `If this pull request made the manifest of Namespace ${namespace}, the namespace is deleted with all that is in it.`
    }`,
  };
}
