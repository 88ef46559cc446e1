import type { ObjectRef } from '../model/identity';

/** What the form pickers choose from, read from the live index. @public */
export interface ClusterInventory {
  cluster: string;
  namespaces: Array<{
    name: string;
    /** The label `istio.io/rev` as it stands: a tag or a revision. */
    label?: string;
    /** The revision whose proxies its pods get. */
    revision?: string;
    injected: boolean;
  }>;
  services: Array<{
    namespace: string;
    name: string;
    ports: Array<{
      name?: string;
      port: number;
      appProtocol?: string;
      protocol: string;
    }>;
    selector: Record<string, string>;
  }>;
  issuers: Array<{
    ref: ObjectRef;
    ready: 'true' | 'false' | 'unknown';
    message?: string;
  }>;
  gatewayPods: Array<{
    namespace: string;
    labels: Record<string, string>;
    serviceAccount?: string;
    pods: number;
  }>;
  /** Deployments, StatefulSets and DaemonSets, with labels that choose their pods. */
  workloads: Array<{
    namespace: string;
    kind: string;
    name: string;
    labels: Record<string, string>;
    serviceAccount?: string;
    /** Ports of the pods that Services lead to. */
    ports?: number[];
  }>;
  /** Gateways of Istio, with the hosts that they serve, `*.example.com` among them. */
  gateways?: Array<{
    namespace: string;
    name: string;
    selector: Record<string, string>;
    hosts: string[];
  }>;
  /** Secrets that Certificates write. */
  credentials?: Array<{ namespace: string; name: string }>;
  /** What a namespace may be labelled with: tags first, then revisions. */
  revisions: Array<{
    name: string;
    kind: 'tag' | 'revision';
    /** The revision itself, or the one that the tag points at. */
    revision: string;
    /** Of the control plane; absent where it is gone or its image says none. */
    version?: string;
    /** Whether a control plane of the revision is ready; false where none is there. */
    ready: boolean;
  }>;
}
