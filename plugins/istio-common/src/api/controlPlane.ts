import type { ObjectRef } from '../model/identity';
import type { Tone } from '../model/verdicts';

/** One istiod of a cluster, with the mesh settings of its revision. @public */
export interface ControlPlaneStatus {
  cluster: string;
  /** The istiod Deployment. */
  ref: ObjectRef;
  revision: string;
  /** Tags that point at the revision, sorted. */
  tags: string[];
  /** Absent when the image does not tell. */
  version?: string;
  ready: boolean;
  tone: Tone;
  trustDomain: string;
  rootNamespace: string;
  outboundTrafficPolicy: string;
  autoMtls: boolean;
}
