/**
 * The mesh model, assessments and definition builders shared by the Meshwright
 * plugins: pure and isomorphic.
 *
 * @packageDocumentation
 */
export { stringifyObjectRef, type ObjectRef } from './model/identity';
export {
  TONES,
  worstTone,
  type CertificateState,
  type DataPlaneMode,
  type ExposureState,
  type InboundMtlsMode,
  type RevisionVerdict,
  type Tone,
} from './model/verdicts';
export type { ExposureZone } from './model/zones';
export type {
  ClusterFreshness,
  DataState,
  ResourceFreshness,
} from './api/freshness';
export type {
  CertificateStatus,
  ChainLink,
  ChangeStatus,
  ConsideredObject,
  ExposureStatus,
  FindingStatus,
  NextStep,
  PortMtlsStatus,
  Why,
  WorkloadStatus,
} from './api/facts';
export {
  FACT_IDS,
  type EntityMeshState,
  type EntitySelection,
  type EntityStatus,
  type EntitySummary,
  type Fact,
  type FactId,
} from './api/entityStatus';
export type { ProposedDefinitions } from './api/intents';
export type { ClusterInventory } from './api/inventory';
export { EXPOSE_SERVICE_TEMPLATE } from './api/templates';
export type { ValidationFinding, ValidationResult } from './api/validation';
export type { ControlPlaneStatus } from './api/controlPlane';
export {
  GRAFANA_DASHBOARDS,
  type GrafanaDashboard,
  type GrafanaTarget,
} from './grafana/GrafanaTarget';
export { GRAFANA_DASHBOARD_UIDS } from './grafana/dashboardUids';
export { dashboardHref, type DashboardSubject } from './grafana/dashboardHref';
export type { EgressIntent, EgressState, EgressStatus } from './api/egress';
export type {
  AuthenticationFacts,
  AuthorizationFacts,
  JwtRequirement,
  NeededTraffic,
  NetworkFacts,
  StrictReadiness,
} from './api/security';
export {
  FLEET_KINDS,
  FLEET_SORTS,
  FLEET_STATES,
  FLEET_TILE_FILTERS,
  type FleetEntity,
  type FleetFacts,
  type FleetKind,
  type FleetPage,
  type FleetQuery,
  type FleetRow,
  type FleetSort,
  type FleetSummary,
  type FleetTile,
} from './api/fleet';
export type { BlockedPull, SupplyFacts } from './api/supply';
export type { SecretCheck, TrustRootStatus, X509Facts } from './api/trust';
export type { PemContents, PemReader, TrimTools } from './trim/PemReader';
export type { SecretObject } from './model/secretObjects';
export type {
  LabelSelector,
  ObjectBase,
  StatusCondition,
  StringMap,
} from './model/objectMeta';
export type {
  BlockedImage,
  ConfigMapObject,
  ContainerPort,
  NamespaceObject,
  PodObject,
  PodTemplate,
  ProxyContainer,
  ReplicaSetObject,
  ServiceObject,
  ServicePort,
  Webhook,
  WebhookConfigurationObject,
  WorkloadObject,
} from './model/workloadObjects';
export type {
  AttributeMatch,
  AuthorizationPolicyObject,
  AuthorizationRule,
  JwtRule,
  PeerAuthenticationObject,
  PolicyScope,
  PolicyTarget,
  RequestAuthenticationObject,
} from './model/securityObjects';
export type {
  NetworkEgressRule,
  NetworkPeer,
  NetworkPolicyObject,
  NetworkPort,
  NetworkRule,
} from './model/networkPolicyObjects';
export type { ObjectNote, ObjectNoteName } from './model/objectNote';
export type {
  TelemetryObject,
  WasmPluginObject,
} from './model/telemetryObjects';
export type { BundleObject } from './model/trustObjects';
export type {
  ClientTls,
  DestinationRuleObject,
  EnvoyFilterObject,
  GatewayObject,
  GatewayServer,
  HttpMatch,
  HttpRoute,
  MatchConditions,
  RouteDestination,
  ServiceEntryObject,
  EgressListener,
  SidecarObject,
  StreamRoute,
  TrafficPolicy,
  VirtualServiceObject,
  WorkloadEntryObject,
  WorkloadGroupObject,
} from './model/networkingObjects';
export type {
  GrpcRouteObject,
  HttpRouteObject,
  IngressObject,
  KubernetesGatewayObject,
  ReferenceGrantObject,
  RouteObject,
  RouteParent,
  StatusProblem,
  TlsRouteObject,
} from './model/gatewayApiObjects';
export type {
  CertificateObject,
  CertificateRequestObject,
  ChallengeObject,
  IssuerObject,
  OrderObject,
} from './model/certificateObjects';
export type {
  MeshObject,
  MeshObjectOf,
  MeshObjectType,
} from './model/meshObject';
export {
  SECRET_RESOURCES,
  WATCHED_RESOURCES,
  resourceKey,
  type WatchedResource,
} from './trim/watchedResources';
export {
  identifyObject,
  trimObject,
  type KubernetesObject,
} from './trim/trimObject';
export type { IndexEvent } from './index/indexEvent';
export { MeshIndex } from './index/MeshIndex';
export type { ObjectChange } from './index/objectChange';
export type { AssessContext } from './assess/assessContext';
export {
  assessCluster,
  assessToKeep,
  completeAssessment,
  type ClusterAssessment,
  type KeptAssessment,
} from './assess/assessCluster';
export { CompleteFacts } from './assess/CompleteFacts';
export type {
  AnyWorkload,
  ClientKind,
  KeptFleetFacts,
  KeptPort,
  KeptReadiness,
  KeptStrict,
  KeptWorkload,
  PlainClient,
} from './assess/keptFacts';
export type { FactKind, FactOf } from './assess/factSources';
export {
  ClusterAssessor,
  type AssessmentDelta,
} from './assess/incremental/ClusterAssessor';
export type { FactDelta } from './assess/incremental/FactList';
export { entitySelector, type EntitySelector } from './summary/entitySelector';
export { selectForEntity, type EntityFacts } from './summary/selectForEntity';
export { FactReach } from './summary/FactReach';
export { KUBERNETES_ID, workloadMatcher } from './summary/matchWorkloads';
export {
  buildEntityStatus,
  type EntityStatusInput,
} from './summary/buildEntityStatus';
export { inventory } from './summary/inventory';
export {
  ANNOTATIONS,
  annotateChange,
  type ChangeOrigin,
} from './build/annotateChange';
export type {
  BuiltDefinitions,
  BuiltFile,
  MustExist,
} from './build/BuiltDefinitions';
export { isClusterScoped } from './build/isClusterScoped';
export { revisionOf } from './build/install/releaseFields';
export { buildIngress } from './build/ingress/buildIngress';
export { durationSeconds } from './build/goDuration';
export { hostProblem } from './build/hostName';
export {
  ingressHosts,
  ingressIntentSchema,
  type IngressIntent,
  type IngressIntentInput,
} from './build/ingress/ingressIntent';
export { ingressNames, type IngressNames } from './build/ingress/ingressNames';
export {
  definitionsFileName,
  intentChangeName,
  type IntentPlace,
} from './build/intentPlace';
export {
  INTENTS,
  intentKindOf,
  type BuildResult,
  type IntentKind,
} from './build/intents';
export { intentProblems, type IntentProblem } from './build/intentProblems';
export { manifestRef, type ManifestObject } from './build/manifest';
export { renderManifests } from './build/renderManifests';
export { intentHash } from './build/stableHash';
export { withoutRemovals } from './build/withoutRemovals';
export { claimedPrefix } from './build/onboard/tenantClaim';
export { validateIngress } from './validate/validateIngress';
export { validateIntent } from './validate/validateIntent';
export {
  REPOSITORY_LIMITS,
  withinRepositoryLimits,
} from './validate/repositoryLimits';
export type {
  RepositoryObject,
  RepositoryState,
} from './validate/repositoryState';
export type {
  OtherCluster,
  ValidationContext,
} from './validate/validationContext';
export type { ReplayLine, ReplayMismatch } from './replay/replayCase';
export { REPLAY_SUITES, startReplay } from './replay/replaySuites';
export { trimRaw } from './replay/trimRaw';
export {
  addKustomizationResources,
  removeKustomizationResources,
} from './edit/kustomizationResources';
export { mergeHelmValues, removeHelmValues } from './edit/helmValues';
export {
  absentReleaseValues,
  withAbsentReleaseValues,
  asPartOfValues,
  isPartOfValues,
} from './edit/releaseValues';
export { readYaml } from './edit/readYaml';
export { unnotedHelmValues, unnotedReleaseValues } from './edit/unnotedValues';
export { VALUES_NOTE } from './edit/valuesNote';
export { readYamlDocuments } from './edit/readYamlDocuments';
export { removeDocuments } from './edit/removeDocuments';
export { upsertDocuments } from './edit/upsertDocuments';
export { UnreadableYamlError } from './edit/yamlLimits';
export {
  completeFromZone,
  type ZoneCompletion,
  type ZonedInput,
} from './validate/completeFromZone';
export {
  istioChangeCreatePermission,
  istioMeshReadPermission,
  istioPermissions,
} from './api/permissions';
export { CHANGE_CODES } from './findings/changeCodes';
export { FINDING_KINDS, type FindingKindName } from './findings/catalogue';
export type { FindingKind } from './findings/findingKind';
