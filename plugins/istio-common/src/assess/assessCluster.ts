import type { ControlPlaneStatus } from '../api/controlPlane';
import type { EgressStatus } from '../api/egress';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
  WorkloadStatus,
} from '../api/facts';
import type { StrictReadiness } from '../api/security';
import type { TrustRootStatus } from '../api/trust';
import type { MeshIndex } from '../index/MeshIndex';
import type { AssessContext } from './assessContext';
import { AssessScope } from './AssessScope';
import { type Draft, filledIn } from './commonPart';
import { CompleteFacts } from './CompleteFacts';
import { FACT_SOURCES, type FactSource } from './factSources';
import { totalOrder } from './incremental/inOrder';
import type { KeptReadiness, KeptWorkload, PlainClient } from './keptFacts';

/**
 * Everything that is known of one cluster at one moment.
 *
 * @public
 */
export interface ClusterAssessment {
  cluster: string;
  workloads: WorkloadStatus[];
  certificates: CertificateStatus[];
  exposures: ExposureStatus[];
  findings: FindingStatus[];
  controlPlanes: ControlPlaneStatus[];
  egress: EgressStatus[];
  trustRoots: TrustRootStatus[];
  strictReadiness: StrictReadiness[];
}

/**
 * The same as it is kept and stored: what many facts say alike is said once, so
 * that the coming of a client without a proxy does not make every one of them
 * new. {@link completeAssessment} joins it.
 *
 * @public
 */
export interface KeptAssessment
  extends Omit<ClusterAssessment, 'workloads' | 'strictReadiness'> {
  workloads: KeptWorkload[];
  strictReadiness: KeptReadiness[];
  /** What may call every port that takes plain text. */
  plainClients: PlainClient[];
}

/**
 * Joins an assessment that was kept.
 *
 * @public
 */
export function completeAssessment(kept: KeptAssessment): ClusterAssessment {
  const { plainClients: _, ...facts } = kept;
  const complete = new CompleteFacts(kept);
  return {
    ...facts,
    workloads: kept.workloads.map(one => complete.workload(one)),
    strictReadiness: kept.strictReadiness.map(one => complete.readiness(one)),
  };
}

/**
 * Judges one cluster from scratch. Whoever judges the same cluster again and
 * again takes a `ClusterAssessor`.
 *
 * @public
 */
export function assessCluster(
  index: MeshIndex,
  context: AssessContext,
): ClusterAssessment {
  return completeAssessment(assessToKeep(index, context));
}

/**
 * Judges one cluster from scratch: what a `ClusterAssessor` of it says.
 *
 * @public
 */
export function assessToKeep(
  index: MeshIndex,
  context: AssessContext,
): KeptAssessment {
  const scope = new AssessScope(index, context);
  return {
    cluster: context.cluster,
    workloads: everyFact(scope, FACT_SOURCES.workloads),
    certificates: everyFact(scope, FACT_SOURCES.certificates),
    exposures: everyFact(scope, FACT_SOURCES.exposures),
    findings: everyFact(scope, FACT_SOURCES.findings),
    controlPlanes: everyFact(scope, FACT_SOURCES.controlPlanes),
    egress: everyFact(scope, FACT_SOURCES.egress),
    trustRoots: everyFact(scope, FACT_SOURCES.trustRoots),
    strictReadiness: everyFact(scope, FACT_SOURCES.strictReadiness),
    plainClients: everyFact(scope, FACT_SOURCES.plainClients),
  };
}

function everyFact<TFact>(
  scope: AssessScope,
  { parts, facts, common, compare }: FactSource<TFact>,
): TFact[] {
  const rows = parts(scope).flatMap((part): readonly TFact[] | TFact => {
    // The facts are asked for the source's own parts, which other rules read too.
    const said = scope.memo(facts, part as never);
    // A source with something in common makes drafts.
    return common
      ? filledIn(scope, said as Draft<TFact>, common)
      : (said as readonly TFact[] | TFact);
  });
  return compare ? rows.sort(totalOrder(compare)) : rows;
}
