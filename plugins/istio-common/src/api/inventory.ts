import type { ObjectRef } from '../model/identity';

/** What the form pickers choose from, read from the live index. @public */
export interface ClusterInventory {
  cluster: string;
  namespaces: Array<{ name: string; revision?: string; injected: boolean }>;
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
}
