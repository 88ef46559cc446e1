import type { LabelSelector, ObjectBase, StringMap } from './objectMeta';

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
  /** Why a container does not start, "ErrImagePull: …". */
  readonly problem?: string;
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
}

/** One webhook of a configuration. @public */
export interface Webhook {
  readonly name: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

/** A MutatingWebhookConfiguration or ValidatingWebhookConfiguration of Istio. @public */
export interface WebhookConfigurationObject extends ObjectBase<'webhook'> {
  readonly mutating: boolean;
  readonly webhooks: readonly Webhook[];
}
