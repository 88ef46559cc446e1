import type { GrafanaTarget } from '@meshwright/backstage-plugin-istio-common';

/**
 * How the backend proves who it is to one cluster. `unsupported` keeps a
 * cluster visible that the Kubernetes plugin knows and we cannot sign in to.
 */
export type ClusterAuth =
  | { type: 'token'; token: string }
  | { type: 'tokenFile'; path: string }
  | { type: 'kubeconfig'; path: string; context?: string }
  | { type: 'in-cluster' }
  | { type: 'none' }
  | { type: 'unsupported'; reason: string };

/** One cluster as configured. */
export interface ClusterSpec {
  name: string;
  title?: string;
  /** Absent when the kubeconfig or the pod says where the cluster is. */
  url?: string;
  auth: ClusterAuth;
  caData?: string;
  caFile?: string;
  skipTLSVerify: boolean;
  /** Whether the operator lets Secrets be read, for the facts of their certificates. */
  secrets?: boolean;
  /** Where its dashboards are. */
  grafana?: GrafanaTarget;
}
