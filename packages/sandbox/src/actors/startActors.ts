import type { KubeApi } from '../kube/KubeApi';
import type { CertificateAuthority } from './pki/CertificateAuthority';
import { sidecarInjector } from './injection/sidecarInjector';

/** What the actors need to know beside the cluster itself. @public */
export interface ActorOptions {
  /** Who signs for the CA issuers, by ClusterIssuer name. */
  authorities?: ReadonlyMap<string, CertificateAuthority>;
}

/** Starts everything that acts in a cluster on its own; returns how to stop it. @internal */
export function startActors(
  api: KubeApi,
  _options: ActorOptions = {},
): () => void {
  api.setMutators([sidecarInjector(api)]);
  return () => api.setMutators([]);
}
