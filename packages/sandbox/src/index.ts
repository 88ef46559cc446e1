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
