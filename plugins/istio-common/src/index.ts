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
export type { ClusterInventory } from './api/inventory';
export type { ValidationFinding, ValidationResult } from './api/validation';
