import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { objectName } from '../../text/objectText';

/** Names a workload in the URL: `eu-2/shop/checkout`. */
export function workloadKey({ cluster, ref }: WorkloadStatus): string {
  return `${cluster}/${objectName(ref)}`;
}
