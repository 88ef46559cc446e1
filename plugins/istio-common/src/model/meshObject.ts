import type {
  CertificateObject,
  CertificateRequestObject,
  ChallengeObject,
  IssuerObject,
  OrderObject,
} from './certificateObjects';
import type {
  HttpRouteObject,
  IngressObject,
  KubernetesGatewayObject,
} from './gatewayApiObjects';
import type {
  DestinationRuleObject,
  GatewayObject,
  ServiceEntryObject,
  VirtualServiceObject,
} from './networkingObjects';
import type { PeerAuthenticationObject } from './securityObjects';
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
  | ChallengeObject;

/** The discriminant of {@link MeshObject}. @public */
export type MeshObjectType = MeshObject['type'];

/** The trimmed shape behind a discriminant. @public */
export type MeshObjectOf<TType extends MeshObjectType> = Extract<
  MeshObject,
  { type: TType }
>;
