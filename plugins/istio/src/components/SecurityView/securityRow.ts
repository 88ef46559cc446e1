import type {
  PortMtlsStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { workloadKey } from '../WorkloadsView/workloadKey';

/** One port of one workload. */
export interface SecurityRow {
  /** Names the row in the URL: `eu-2/shop/checkout:8080`. */
  key: string;
  workload: WorkloadStatus;
  port: PortMtlsStatus;
}

/** The rows of the security view. */
export function securityRows(
  workloads: readonly WorkloadStatus[],
): SecurityRow[] {
  return workloads.flatMap(workload =>
    workload.mtls.map(port => ({
      key: `${workloadKey(workload)}:${port.port}`,
      workload,
      port,
    })),
  );
}
