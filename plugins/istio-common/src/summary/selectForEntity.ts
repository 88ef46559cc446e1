import type { EntitySelection } from '../api/entityStatus';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
  WorkloadStatus,
} from '../api/facts';
import type { ClusterAssessment } from '../assess/assessCluster';
import type { EntitySelector } from './entitySelector';

/**
 * What concerns one entity.
 *
 * @public
 */
export interface EntityFacts {
  workloads: WorkloadStatus[];
  certificates: CertificateStatus[];
  exposures: ExposureStatus[];
  findings: FindingStatus[];
  selection: EntitySelection;
}

/**
 * Follows entity → workloads → services → exposures → certificates, with the
 * findings that touch any of them.
 *
 * @public
 */
export function selectForEntity(
  _assessments: readonly ClusterAssessment[],
  _selector: EntitySelector,
): EntityFacts {
  return {
    workloads: [],
    certificates: [],
    exposures: [],
    findings: [],
    selection: { selector: '', clusters: [] },
  };
}
