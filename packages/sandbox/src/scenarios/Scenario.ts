import type { CertificateAuthority } from '../actors/pki/CertificateAuthority';
import type { KubeInput } from '../kube/KubeObject';

/** One cluster of a scenario; without objects it is one that nobody can reach. @public */
export interface ScenarioClusterState {
  name: string;
  title: string;
  objects?: readonly KubeInput[];
  /** Who signs for the CA issuers of the cluster, by ClusterIssuer name. */
  authorities?: ReadonlyMap<string, CertificateAuthority>;
}

/** A whole starting state: clusters and the GitOps repository. @public */
export interface Scenario {
  clusters: readonly ScenarioClusterState[];
  /** Files of the GitOps repository, by path. */
  repository: Readonly<Record<string, string>>;
}
