import type {
  CertificateObject,
  CertificateRequestObject,
  ChallengeObject,
  IssuerObject,
  OrderObject,
} from './certificateObjects';
import type {
  GrpcRouteObject,
  HttpRouteObject,
  IngressObject,
  KubernetesGatewayObject,
  ReferenceGrantObject,
  TlsRouteObject,
} from './gatewayApiObjects';
import type {
  DestinationRuleObject,
  EnvoyFilterObject,
  GatewayObject,
  ServiceEntryObject,
  SidecarObject,
  VirtualServiceObject,
  WorkloadEntryObject,
  WorkloadGroupObject,
} from './networkingObjects';
import type {
  AuthorizationPolicyObject,
  PeerAuthenticationObject,
  RequestAuthenticationObject,
} from './securityObjects';
import type { NetworkPolicyObject } from './networkPolicyObjects';
import type { TelemetryObject, WasmPluginObject } from './telemetryObjects';
import type { SecretObject } from './secretObjects';
import type { BundleObject } from './trustObjects';
import type {
  ConfigMapObject,
  NamespaceObject,
  PodObject,
  ReplicaSetObject,
  ServiceObject,
  WebhookConfigurationObject,
  WorkloadObject,
} from './workloadObjects';

/** A Kubernetes object trimmed to what an assessment reads. @public */
export type MeshObject =
  | NamespaceObject
  | PodObject
  | WorkloadObject
  | ReplicaSetObject
  | ServiceObject
  | ConfigMapObject
  | WebhookConfigurationObject
  | PeerAuthenticationObject
  | GatewayObject
  | VirtualServiceObject
  | DestinationRuleObject
  | ServiceEntryObject
  | KubernetesGatewayObject
  | HttpRouteObject
  | IngressObject
  | CertificateObject
  | CertificateRequestObject
  | IssuerObject
  | OrderObject
  | ChallengeObject
  | RequestAuthenticationObject
  | AuthorizationPolicyObject
  | NetworkPolicyObject
  | GrpcRouteObject
  | TlsRouteObject
  | ReferenceGrantObject
  | SidecarObject
  | EnvoyFilterObject
  | WorkloadEntryObject
  | WorkloadGroupObject
  | TelemetryObject
  | WasmPluginObject
  | BundleObject
  | SecretObject;

/** The discriminant of {@link MeshObject}. @public */
export type MeshObjectType = MeshObject['type'];

/** The trimmed shape behind a discriminant. @public */
export type MeshObjectOf<TType extends MeshObjectType> = Extract<
  MeshObject,
  { type: TType }
>;
