import type { LabelSelector, ObjectBase, StringMap } from './objectMeta';
import type { X509Facts } from './x509Facts';

/** A Namespace. @public */
export interface NamespaceObject extends ObjectBase<'namespace'> {}

/** A port that a container declares. @public */
export interface ContainerPort {
  readonly port: number;
  readonly name?: string;
  /** Absent for TCP. */
  readonly protocol?: string;
}

/** What is kept of the `istio-proxy` container of a pod. @public */
export interface ProxyContainer {
  readonly image: string;
  /** Init container with `restartPolicy: Always`. */
  readonly native: boolean;
  /** Started as a gateway, `proxy router`. */
  readonly router?: boolean;
  /** Started as one of the proxies of ambient mode. */
  readonly role?: 'waypoint' | 'ztunnel';
  /** Who redirects the pod's traffic to the proxy: an init container, or the CNI plugin. */
  readonly redirectedBy?: 'init' | 'cni';
}

/** An image that the node cannot get for a container. @public */
export interface BlockedImage {
  readonly container: string;
  readonly image: string;
  /** `ErrImagePull`, `ImagePullBackOff`, … */
  readonly reason: string;
  /** What the registry or the kubelet said, cut to 500 characters. */
  readonly message: string;
}

/** A Pod. @public */
export interface PodObject extends ObjectBase<'pod'> {
  readonly phase?: string;
  readonly ready: boolean;
  readonly deleting?: boolean;
  readonly hostNetwork?: boolean;
  readonly serviceAccount?: string;
  /** The controller that owns it, in the same namespace. */
  readonly owner?: {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
  };
  readonly ports?: readonly ContainerPort[];
  readonly proxy?: ProxyContainer;
  /** Whether the injector left its status annotation, and the revision in it. */
  readonly injection?: { readonly revision?: string };
  /** The annotations that steer traffic capture. */
  readonly capture?: {
    readonly excludeInboundPorts?: string;
    readonly includeInboundPorts?: string;
    readonly interceptionMode?: string;
  };
  /** Container ports that the kubelet probes by HTTP although the probes are not rewritten. */
  readonly plainProbePorts?: readonly number[];
  /** Whether the kubelet probes a container over the network. */
  readonly probed?: boolean;
  /** Port of a container that Prometheus is told to scrape past the proxy's own. */
  readonly scrapedPort?: number;
  /** Why a container does not start, "ErrImagePull: …". */
  readonly problem?: string;
  /** Why the proxy is not ready, "CrashLoopBackOff: …"; absent while it is, or nothing is known. */
  readonly proxyProblem?: string;
  /** Images of the mesh's own containers but the proxy, by container. */
  readonly meshImages?: StringMap;
  /** Images that cannot be pulled. */
  readonly blocked?: readonly BlockedImage[];
}

/** What a workload's pods will be created with. @public */
export interface PodTemplate {
  readonly labels: StringMap;
  readonly annotations?: StringMap;
  readonly hostNetwork?: boolean;
  readonly serviceAccount?: string;
  readonly ports?: readonly ContainerPort[];
}

/** A Deployment, StatefulSet or DaemonSet. @public */
export interface WorkloadObject extends ObjectBase<'workload'> {
  readonly selector?: LabelSelector;
  readonly template: PodTemplate;
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Image of the `discovery` container, on istiod only. */
  readonly discoveryImage?: string;
  /** Image of the node agent: `install-cni`, or the proxy of ztunnel; on those DaemonSets only. */
  readonly agentImage?: string;
  /** Pods are replaced only when somebody deletes them: a restart alone does nothing. */
  readonly onDelete?: boolean;
  /** A rollout is paused: a restart is refused. */
  readonly paused?: boolean;
}

/** A ReplicaSet: only the link from a pod to its Deployment. @public */
export interface ReplicaSetObject extends ObjectBase<'replicaset'> {
  readonly owner?: {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
  };
}

/** A port of a Service. @public */
export interface ServicePort {
  readonly port: number;
  readonly name?: string;
  /** A container port number or the name of one. */
  readonly targetPort: string;
  readonly protocol: string;
  readonly appProtocol?: string;
}

/** A Service. @public */
export interface ServiceObject extends ObjectBase<'service'> {
  readonly selector?: StringMap;
  readonly ports: readonly ServicePort[];
  readonly headless?: boolean;
  readonly externalName?: string;
  /** Condition `istio.io/WaypointBound` of the status. */
  readonly waypointBound?: {
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  };
}

/** One of the ConfigMaps of a control plane. @public */
export interface ConfigMapObject extends ObjectBase<'configmap'> {
  /** Key `mesh` of the ConfigMap `istio[-rev]`, as far as assessments read it. */
  readonly mesh?: {
    readonly rootNamespace?: string;
    readonly trustDomain?: string;
    readonly enableAutoMtls?: boolean;
    readonly defaultDestinationRuleExportTo?: readonly string[];
    readonly defaultVirtualServiceExportTo?: readonly string[];
    readonly defaultServiceExportTo?: readonly string[];
    readonly outboundTrafficPolicy?: string;
  };
  /** Key `values` of `istio-sidecar-injector[-rev]`. */
  readonly injector?: {
    readonly hub?: string;
    readonly tag?: string;
    readonly proxyImage?: string;
    readonly enableNamespacesByDefault?: boolean;
  };
  /**
   * Key `root-cert.pem` of `istio-ca-root-cert`: its certificates, none when
   * it is empty; absent when nobody could read PEM.
   */
  readonly roots?: readonly X509Facts[];
}

/** One webhook of a configuration. @public */
export interface Webhook {
  readonly name: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  /** `Fail`: without an answer the pod is refused; `Ignore`: it starts as it is. */
  readonly failurePolicy?: string;
  /** The Service that answers; absent when a URL does. */
  readonly service?: { readonly namespace: string; readonly name: string };
  /** True when a URL answers: the control plane runs elsewhere. */
  readonly remote?: boolean;
}

/** A MutatingWebhookConfiguration or ValidatingWebhookConfiguration of Istio. @public */
export interface WebhookConfigurationObject extends ObjectBase<'webhook'> {
  readonly mutating: boolean;
  readonly webhooks: readonly Webhook[];
}
