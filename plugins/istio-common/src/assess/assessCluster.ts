import type { ControlPlaneStatus } from '../api/controlPlane';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
  WorkloadStatus,
} from '../api/facts';
import type { EgressStatus } from '../api/egress';
import type { StrictReadiness } from '../api/security';
import type { TrustRootStatus } from '../api/trust';
import type { MeshIndex } from '../index/MeshIndex';
import type { AssessContext } from './assessContext';
import { AssessScope } from './AssessScope';
import { assessWorkload } from './assessWorkload';
import { assessEgress } from './egress/assessEgress';
import { assessStrictReadiness } from './mtls/assessStrictReadiness';
import { assessTrustRoots } from './trust/assessTrustRoots';
import { assessControlPlanes } from './controlPlanes';
import { findFindings } from './findings/findFindings';
import { assessExposures } from './exposure/assessExposures';
import { clientReasons, plainClients } from './mtls/strictBreaks';

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
 * Judges one cluster from scratch.
 *
 * @public
 */
export function assessCluster(
  index: MeshIndex,
  context: AssessContext,
): ClusterAssessment {
  const scope = new AssessScope(index, context);
  const exposure = assessExposures(scope);
  const clients = clientReasons(plainClients(scope));
  const workloads = scope.workloads.map(group =>
    assessWorkload(scope, group, clients),
  );
  return {
    cluster: context.cluster,
    workloads,
    certificates: exposure.certificates,
    exposures: exposure.exposures,
    findings: findFindings({ scope, exposure, workloads }),
    controlPlanes: assessControlPlanes(
      context.cluster,
      scope.controlPlanes,
      scope.tags,
      scope.settings,
    ),
    egress: assessEgress(scope, exposure),
    trustRoots: assessTrustRoots(scope),
    strictReadiness: assessStrictReadiness(scope, workloads),
  };
}
