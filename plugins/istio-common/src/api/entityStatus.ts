import type { ObjectRef } from '../model/identity';
import type { Tone } from '../model/verdicts';
import type {
  CertificateStatus,
  ChangeStatus,
  ExposureStatus,
  FindingStatus,
  NextStep,
  Why,
  WorkloadStatus,
} from './facts';
import type { EgressStatus } from './egress';
import type { ClusterFreshness } from './freshness';

/**
 * The entity's relation to the mesh.
 *
 * - `in-mesh`: workloads found
 * - `no-annotation`: the entity names no workload
 * - `no-workload`: it names one, nothing matches
 * - `not-in-mesh`: workloads found, none is meant to have a proxy
 * - `not-installed`: no reachable cluster of the entity serves Istio
 * - `unknown`: nothing could be read yet
 *
 * @public
 */
export type EntityMeshState =
  | 'in-mesh'
  | 'no-annotation'
  | 'no-workload'
  | 'not-in-mesh'
  | 'not-installed'
  | 'unknown';

/** The five facts of the overview card, in their fixed order. @public */
export const FACT_IDS = [
  'sidecar',
  'revision',
  'mtls',
  'certificates',
  'changes',
] as const;

/** One of {@link FACT_IDS}. @public */
export type FactId = (typeof FACT_IDS)[number];

/** One row of the card: word first, then where it comes from. @public */
export interface Fact {
  id: FactId;
  tone: Tone;
  /** "Strict", "Restart needed", "Overdue 2 d". */
  word: string;
  /** Rest of the first line: "on every port", "2 of 12 pods". */
  text: string;
  /** Second line: where it comes from. */
  origin: string;
  /** The object that decided, for the link. */
  decidedBy?: { cluster: string; ref: ObjectRef };
  why: Why;
  /** When it turns worse by itself (expiry), ISO 8601; decides who leads within a tone. */
  deadline?: string;
  action?: NextStep;
  /** True when a missing cluster or type could change the word or a number. */
  lowerBound: boolean;
  /** True when it rests on last known values. */
  stale: boolean;
}

/** What was tried to find the entity's workloads. @public */
export interface EntitySelection {
  /** Readable, "app=search in namespace shop". */
  selector: string;
  clusters: Array<{ cluster: string; podsSeen: number; podsMatched: number }>;
  /** A workload that nearly matches, with the annotation that would make it match. */
  nearest?: { cluster: string; ref: ObjectRef; selector: string };
}

/** Answer of `GET /entities/{kind}/{namespace}/{name}/status`. @public */
export interface EntityStatus {
  entityRef: string;
  state: EntityMeshState;
  /** When the answer was made, ISO 8601. */
  generatedAt: string;
  /** The five facts, in order; empty unless `state` is `in-mesh` (or `not-installed` with certificates). */
  facts: Fact[];
  /** The fact that leads: worst tone, then nearest deadline; absent when all is well. */
  leading?: FactId;
  selection?: EntitySelection;
  /** Clusters that concern the entity. */
  clusters: ClusterFreshness[];
  /** Clusters that hold nothing of the entity and are not listed above. */
  clustersWithNothing: number;
  workloads: WorkloadStatus[];
  certificates: CertificateStatus[];
  exposures: ExposureStatus[];
  /** External hosts that the entity's namespaces are routed to. */
  egress: EgressStatus[];
  findings: FindingStatus[];
  mutedFindings: number;
  changes: ChangeStatus[];
}

/** One line per entity for lists. @public */
export interface EntitySummary {
  entityRef: string;
  state: EntityMeshState;
  tone: Tone;
  word: string;
  facts: Fact[];
}
