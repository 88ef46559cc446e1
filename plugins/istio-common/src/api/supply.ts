import type { Tone } from '../model/verdicts';
import type { NextStep, Why } from './facts';

/** An image that a pod cannot get. @public */
export interface BlockedPull {
  pod: string;
  container: string;
  image: string;
  /** `ErrImagePull`, `ImagePullBackOff`, … */
  reason: string;
  /** What the registry said, at most 500 characters. */
  message: string;
  /** What the message means, when it is known: a 412 is the registry's vulnerability or signature policy. */
  meaning?: string;
}

/** Images of a workload against the registries that the operator allows. @public */
export interface SupplyFacts {
  blocked: BlockedPull[];
  /** Images of the mesh's own containers; `allowed` is absent while no registry is configured. */
  images: Array<{
    container: string;
    image: string;
    pods: number;
    allowed?: boolean;
  }>;
  tone: Tone;
  why: Why;
  action?: NextStep;
}
