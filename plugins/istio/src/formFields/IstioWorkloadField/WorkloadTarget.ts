/** A workload of a cluster, and the labels that choose its pods. @public */
export interface WorkloadTarget {
  cluster: string;
  namespace: string;
  workload: string;
  labels: Record<string, string>;
}
