import type { HumanDuration } from '@backstage/types';

interface GrafanaConfig {
  /** Address, http or https, with its path prefix if it has one. */
  url?: string;
  /** Name or uid of the data source that holds the cluster's metrics; without it that which a dashboard begins with. */
  datasource?: string;
  /**
   * uid of each of Istio's dashboards, or `false` for no link; those that the
   * template observe-mesh gives them through the Grafana operator by default.
   */
  dashboards?: {
    /** Dashboard 7639. */
    mesh?: string | false;
    /** Dashboard 7636. */
    service?: string | false;
    /** Dashboard 7630. */
    workload?: string | false;
    /** Dashboard 7645. */
    'control-plane'?: string | false;
  };
}

export interface Config {
  /** Meshwright: reads clusters that run Istio and cert-manager. */
  istio?: {
    /**
     * Clusters to read. Without this key the clusters are those of
     * `kubernetes.clusterLocatorMethods` (types `config` and
     * `localKubectlProxy`).
     */
    clusters?: Array<{
      /** Unique name; the annotation `backstage.io/kubernetes-cluster` refers to it. */
      name: string;
      /** Name as people read it. */
      title?: string;
      /** URL of the Kubernetes API, with its path prefix if it has one. Not needed with `kubeconfig`. */
      url?: string;
      /**
       * Bearer token of the reader's ServiceAccount.
       * @visibility secret
       */
      token?: string;
      /** File that holds the bearer token; read again when the token is refused, so it may rotate. */
      tokenFile?: string;
      /** CA certificate of the API server, base64 of PEM. */
      caData?: string;
      /** File with the CA certificate of the API server, PEM. */
      caFile?: string;
      /** Accept any certificate of the API server. For trials only. */
      skipTLSVerify?: boolean;
      /** Kubeconfig file to take address and credential from, in place of `url` and `token`. */
      kubeconfig?: string;
      /** Context inside `kubeconfig`; without it the current context. */
      context?: string;
      /**
       * Read Secrets, but for Helm releases and ServiceAccount tokens, for the facts of
       * their certificates: dates, names, chain, whether the key fits. Neither keys
       * nor other contents are kept. Off by default; needs the rights of
       * `manifests/reader-secrets.yaml`.
       */
      secrets?: boolean;
      /** Where its dashboards are; what is left out is that of `istio.grafana`. */
      grafana?: GrafanaConfig;
    }>;
    /** Grafana of every cluster, which entity pages link to. Without a `url` nothing does. */
    grafana?: GrafanaConfig;
    exposure?: {
      /** DNS zones in which developers may expose hosts. */
      zones?: Array<{
        /** Name as people read it, unique. */
        name: string;
        /** Hosts must be this domain or below it. */
        domain: string;
        /** Clusters in which the zone may be used; without it all. */
        clusters?: string[];
        /** Namespaces that may use it; without it all. */
        namespaces?: string[];
        /** Who signs certificates of the zone. */
        issuer: {
          /** `ClusterIssuer` by default. */
          kind?: 'Issuer' | 'ClusterIssuer';
          name: string;
          /** API group, `cert-manager.io` by default. */
          group?: string;
        };
        /** The gateway pods that serve the zone. */
        gateway: {
          /** Namespace of the gateway pods; certificates are issued there. */
          namespace: string;
          /** Labels of the gateway pods. */
          selector: { [label: string]: string };
        };
        /**
         * Whether a namespace may serve hosts of the zone with gateway pods of
         * its own, instead of those above; false by default.
         */
        ownGateways?: boolean;
      }>;
    };
    /** Where templates propose their changes. */
    gitops?: {
      /** Repository as the scaffolder's RepoUrlPicker writes it: `github.com?owner=platform&repo=gitops`. */
      repoUrl: string;
      /**
       * Repositories that changes may be proposed to, `host/owner/repo` with `*`
       * for names: `git.example.com/platform/*`. Without it, every repository
       * that the credentials can write.
       */
      repositories?: string[];
      /** Branch that the sync follows, `main` by default. */
      branch?: string;
      /** Folder of a namespace, `clusters/{cluster}/{namespace}` by default. */
      path?: string;
      /**
       * Folder of what belongs to no namespace, with `{cluster}`; that which
       * holds the folders of the namespaces by default.
       */
      clusterPath?: string;
      /**
       * Token for the forge, when it is not the one under `integrations`.
       * @visibility secret
       */
      token?: string;
    };
    /**
     * Registries that images of the mesh's own containers (proxy, istiod, CNI,
     * ztunnel) may come from, as image names begin: `registry.example.com`,
     * `registry.example.com/istio`. Without it any registry may be used.
     */
    registries?: string[];
    /** How long after the last confirmation data counts as stale; 3 minutes by default. */
    staleAfter?: string | HumanDuration;
    changes?: {
      /**
       * How often the forge is asked about a new pull request; 15 seconds by
       * default. The longer it stays open the more rarely.
       */
      pollInterval?: string | HumanDuration;
    };
  };
}
