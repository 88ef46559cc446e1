export {
  CertificateAuthority,
  makeKeyPair,
  privateKeyPem,
} from './actors/pki/CertificateAuthority';
export type { Fault } from './faults/Fault';
export { FaultPlan } from './faults/FaultPlan';
export type { KubeInput, KubeObject, ObjectMeta } from './kube/KubeObject';
export type { Product } from './kube/knownCustomResources';
export {
  KubeServer,
  SANDBOX_TOKENS,
  type KubeServerOptions,
} from './kube/KubeServer';
export { ObjectStore } from './kube/store/ObjectStore';
export { RequestLog } from './kube/http/RequestLog';
export type { Scenario, ScenarioClusterState } from './scenarios/Scenario';
export { shopScenario } from './scenarios/shop';
export {
  startSandbox,
  type Sandbox,
  type SandboxCluster,
  type SandboxEndpoints,
  type SandboxForge,
  type SandboxOptions,
} from './startSandbox';
export { startForge, type Forge, type ForgeOptions } from './git/startForge';
export { kubeProtocolSuite } from './testing/kubeProtocolSuite';
export type { ProtocolEndpoint } from './testing/ProtocolClient';
export type { ForgeAccount } from './git/Account';
export type { PushEvent } from './git/ForgeRepository';
export type { ForgeFault } from './git/http/FaultList';
export { seedRepository } from './git/seedRepository';
export type { SyncCluster } from './sync/KubernetesClient';
export type { SyncSource } from './sync/RepositoryReader';
export { startSync, type Sync, type SyncOptions } from './sync/startSync';
export type {
  ClusterSyncReport,
  SyncedObject,
  SyncProblem,
  SyncReport,
} from './sync/SyncReport';
