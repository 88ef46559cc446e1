import type { KubeApi } from '../kube/KubeApi';
import { startCertificateController } from './certificates/certificateController';
import { startIssuerController } from './certificates/issuerController';
import {
  startRequestController,
  type Authorities,
} from './certificates/requestController';
import { sidecarInjector } from './injection/sidecarInjector';
import { startPlatformDefaults } from './platformDefaults';
import { startDeploymentController } from './workloads/deploymentController';
import { startDirectPodControllers } from './workloads/directPodControllers';
import { startPodStarter } from './workloads/podStarter';
import { startReplicaSetController } from './workloads/replicaSetController';

/** What the actors need to know beside the cluster itself. @public */
export interface ActorOptions {
  /** Who signs for issuers without a key in the cluster, by issuer name. */
  authorities?: Authorities;
  /** How long one step takes; a rollout or an issuance takes a few of them. */
  stepMs?: number;
}

/**
 * Starts everything that acts in a cluster on its own: injection, rollouts,
 * cert-manager, and the small defaults. Returns how to stop it.
 *
 * @internal
 */
export function startActors(
  api: KubeApi,
  { authorities = new Map(), stepMs = 250 }: ActorOptions = {},
): () => void {
  api.setMutators([sidecarInjector(api)]);
  const stops = [
    startPlatformDefaults(api, stepMs),
    startDeploymentController(api, stepMs),
    startReplicaSetController(api, stepMs),
    startDirectPodControllers(api, stepMs),
    startPodStarter(api, stepMs * 2),
    startIssuerController(api, authorities, stepMs),
    startCertificateController(api, stepMs),
    startRequestController(api, authorities, stepMs),
  ];
  return () => {
    stops.forEach(stop => stop());
    api.setMutators([]);
  };
}
