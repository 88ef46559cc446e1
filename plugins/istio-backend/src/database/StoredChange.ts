import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';

/** A change with what is needed to follow it. */
export interface StoredChange {
  status: ChangeStatus;
  repoUrl: string;
  intentHash?: string;
  host?: string;
}
