import type { ControlPlaneStatus } from '../api/controlPlane';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
  WorkloadStatus,
} from '../api/facts';
import type { MeshIndex } from '../index/meshIndex';
import type { AssessContext } from './assessContext';

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
}

/**
 * Judges one cluster from scratch.
 *
 * @public
 */
export function assessCluster(
  _index: MeshIndex,
  context: AssessContext,
): ClusterAssessment {
  return {
    cluster: context.cluster,
    workloads: [],
    certificates: [],
    exposures: [],
    findings: [],
    controlPlanes: [],
  };
}
