import type { ObjectRef } from '../model/identity';
import type { MeshObject } from '../model/meshObject';
import { noteObject } from './notes/noteObject';
import { objectBase } from './objectBase';
import type { TrimTools } from './PemReader';
import { trimChallenge, trimOrder } from './trimAcme';
import { trimAuthorizationPolicy } from './trimAuthorizationPolicy';
import { trimBundle } from './trimBundle';
import {
  trimCertificate,
  trimCertificateRequest,
  trimIssuer,
} from './trimCertificate';
import { trimConfigMap } from './trimConfigMap';
import { trimDestinationRule } from './trimDestinationRule';
import { trimGateway } from './trimGateway';
import { trimKubernetesGateway, trimReferenceGrant } from './trimGatewayApi';
import { trimIngress } from './trimIngress';
import { trimNamespace } from './trimNamespace';
import { trimNetworkPolicy } from './trimNetworkPolicy';
import { trimPeerAuthentication } from './trimPeerAuthentication';
import { trimPod } from './trimPod';
import { trimRequestAuthentication } from './trimRequestAuthentication';
import { trimSecret } from './trimSecret';
import { trimRoute } from './trimRoute';
import { trimService } from './trimService';
import { trimServiceEntry } from './trimServiceEntry';
import { trimSidecar } from './trimSidecar';
import { trimTelemetry } from './trimTelemetry';
import { trimVirtualService } from './trimVirtualService';
import { trimWasmPlugin } from './trimWasmPlugin';
import { trimWebhookConfiguration } from './trimWebhookConfiguration';
import { trimReplicaSet, trimWorkload } from './trimWorkload';
import type { WatchedResource } from './watchedResources';

type Trim = (
  resource: WatchedResource,
  raw: unknown,
  tools: TrimTools,
) => MeshObject | undefined;

/** Identity, labels and times only. */
function keep<TType extends MeshObject['type']>(type: TType): Trim {
  return (resource, raw) =>
    // Types registered with it have no field of their own.
    objectBase(type, resource, raw, { labels: true }) as MeshObject | undefined;
}

/** By `group/Kind`. */
const TRIMMERS: ReadonlyMap<string, Trim> = new Map<string, Trim>([
  ['/Namespace', trimNamespace],
  ['/Pod', trimPod],
  ['/Service', trimService],
  ['/ConfigMap', trimConfigMap],
  ['/Secret', trimSecret],
  ['apps/Deployment', trimWorkload],
  ['apps/StatefulSet', trimWorkload],
  ['apps/DaemonSet', trimWorkload],
  ['apps/ReplicaSet', trimReplicaSet],
  [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    trimWebhookConfiguration,
  ],
  [
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    trimWebhookConfiguration,
  ],
  ['networking.k8s.io/Ingress', trimIngress],
  ['networking.istio.io/Gateway', trimGateway],
  ['networking.istio.io/VirtualService', trimVirtualService],
  ['networking.istio.io/DestinationRule', trimDestinationRule],
  ['networking.istio.io/ServiceEntry', trimServiceEntry],
  ['security.istio.io/PeerAuthentication', trimPeerAuthentication],
  ['cert-manager.io/Certificate', trimCertificate],
  ['cert-manager.io/CertificateRequest', trimCertificateRequest],
  ['cert-manager.io/Issuer', trimIssuer],
  ['cert-manager.io/ClusterIssuer', trimIssuer],
  ['acme.cert-manager.io/Order', trimOrder],
  ['acme.cert-manager.io/Challenge', trimChallenge],
  ['gateway.networking.k8s.io/Gateway', trimKubernetesGateway],
  ['gateway.networking.k8s.io/HTTPRoute', trimRoute('httproute')],
  ['security.istio.io/RequestAuthentication', trimRequestAuthentication],
  ['security.istio.io/AuthorizationPolicy', trimAuthorizationPolicy],
  ['networking.k8s.io/NetworkPolicy', trimNetworkPolicy],
  ['gateway.networking.k8s.io/GRPCRoute', trimRoute('grpcroute')],
  ['gateway.networking.k8s.io/TLSRoute', trimRoute('tlsroute')],
  ['gateway.networking.k8s.io/ReferenceGrant', trimReferenceGrant],
  ['networking.istio.io/Sidecar', trimSidecar],
  ['networking.istio.io/EnvoyFilter', keep('envoyfilter')],
  ['networking.istio.io/WorkloadEntry', keep('workloadentry')],
  ['networking.istio.io/WorkloadGroup', keep('workloadgroup')],
  ['telemetry.istio.io/Telemetry', trimTelemetry],
  ['extensions.istio.io/WasmPlugin', trimWasmPlugin],
  ['trust.cert-manager.io/Bundle', trimBundle],
]);

/**
 * An object as the API server sends it.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: {
    name?: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    creationTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/**
 * The object as far as assessments read it. Never throws: a field of the wrong
 * type is dropped. Undefined when nothing of the object is of interest (a
 * ConfigMap or webhook of somebody else, an object without a name); an object
 * that was kept before is to be deleted from the index then. Certificates in
 * ConfigMaps and Secrets are read where a reader is given.
 *
 * @public
 */
export function trimObject(
  resource: WatchedResource,
  raw: unknown,
  tools: TrimTools = {},
): MeshObject | undefined {
  const trimmed = TRIMMERS.get(`${resource.group}/${resource.kind}`)?.(
    resource,
    raw,
    tools,
  );
  const notes = trimmed && noteObject(resource, raw);
  return notes ? { ...trimmed, notes } : trimmed;
}

/**
 * The identity of a raw object; undefined when it has no usable name.
 *
 * @public
 */
export function identifyObject(
  resource: WatchedResource,
  raw: unknown,
): ObjectRef | undefined {
  return objectBase('identity', resource, raw)?.ref;
}
