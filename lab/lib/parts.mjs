/**
 * What the lab is made of. Each part is a Go module of ours under `modules/`,
 * so that every component keeps the library versions it was released with.
 *
 * A part may share the module of another (`module`) and add sources of ours
 * from a folder of it (`sources`).
 *
 * `gigabytes` is what a build with cold caches adds to the disk, `copies` the
 * files of other modules that are needed at run time: they move into the cache,
 * so that a start needs neither Go nor its module cache.
 */
export const parts = [
  {
    name: 'etcd',
    gigabytes: 0.5,
    binaries: [{ name: 'etcd', package: 'go.etcd.io/etcd/server/v3' }],
  },
  {
    name: 'kubernetes',
    gigabytes: 5,
    binaries: [
      'kube-apiserver',
      'kubectl',
      'kube-controller-manager',
      'kube-scheduler',
    ].map(name => ({ name, package: `k8s.io/kubernetes/cmd/${name}` })),
  },
  {
    name: 'cert-manager',
    gigabytes: 1,
    binaries: [{ name: 'cert-manager', package: '.' }],
    copies: [
      {
        module: 'github.com/cert-manager/cert-manager',
        from: 'deploy/crds',
        to: 'crds',
      },
    ],
  },
  {
    // Only its CRD: definitions are held against it, no Bundle is written out.
    name: 'trust-manager',
    gigabytes: 0.1,
    binaries: [],
    copies: [
      {
        module: 'github.com/cert-manager/trust-manager',
        from: 'deploy/crds/trust.cert-manager.io_bundles.yaml',
        to: 'bundle-crd.yaml',
      },
    ],
  },
  // Only CRDs as well, of what generated definitions are written for.
  ...[
    {
      name: 'argo-cd',
      module: 'github.com/argoproj/argo-cd/v3',
      files: ['manifests/crds/application-crd.yaml'],
    },
    {
      name: 'helm-controller',
      module: 'github.com/fluxcd/helm-controller',
      files: ['config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml'],
    },
    {
      name: 'source-controller',
      module: 'github.com/fluxcd/source-controller',
      files: [
        'config/crd/bases/source.toolkit.fluxcd.io_helmrepositories.yaml',
        'config/crd/bases/source.toolkit.fluxcd.io_ocirepositories.yaml',
      ],
    },
    {
      name: 'prometheus-operator',
      module: 'github.com/prometheus-operator/prometheus-operator',
      files: ['podmonitors', 'servicemonitors', 'prometheusrules'].map(
        name =>
          `example/prometheus-operator-crd/monitoring.coreos.com_${name}.yaml`,
      ),
    },
  ].map(({ name, module, files }) => ({
    name,
    gigabytes: 0.1,
    binaries: [],
    copies: files.map(from => ({
      module,
      from,
      to: `crds/${from.split('/').at(-1)}`,
    })),
  })),
  {
    name: 'kwok',
    gigabytes: 1.5,
    binaries: [{ name: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' }],
    copies: [
      { from: 'kustomize/stage/node/fast/node-initialize.yaml' },
      { from: 'kustomize/stage/pod/fast/pod-ready.yaml' },
      { from: 'kustomize/stage/pod/fast/pod-delete.yaml' },
    ].map(({ from }) => ({
      module: 'sigs.k8s.io/kwok',
      from,
      to: `stages/${from.split('/').at(-1)}`,
    })),
  },
  {
    name: 'istio',
    gigabytes: 5,
    binaries: [
      {
        name: 'pilot-discovery',
        package: 'istio.io/istio/pilot/cmd/pilot-discovery',
      },
      { name: 'istioctl', package: 'istio.io/istio/istioctl/cmd/istioctl' },
    ],
    copies: [
      {
        module: 'istio.io/istio',
        from: 'manifests/charts/base/files/crd-all.gen.yaml',
        to: 'istio-crds.yaml',
      },
      {
        module: 'sigs.k8s.io/gateway-api',
        from: 'config/crd/standard',
        to: 'gateway-api-crds',
      },
    ],
  },
  {
    // Istio's charts, and the library of Helm that reads them.
    name: 'charts',
    module: 'istio',
    sources: 'helmrender',
    gigabytes: 0.5,
    binaries: [{ name: 'helmrender', package: './helmrender' }],
    copies: [
      { module: 'istio.io/istio', from: 'manifests/charts', to: 'charts' },
    ],
  },
  {
    // Istio's own code as a judge: see lab/vectors.
    name: 'vectors',
    module: 'istio',
    sources: 'vectors',
    gigabytes: 0.5,
    binaries: [{ name: 'vectors.test', package: './vectors', isTest: true }],
  },
  {
    name: 'gitea',
    gigabytes: 3.5,
    // The only part in C: its SQLite driver.
    needsCCompiler: true,
    binaries: [
      {
        name: 'gitea',
        package: 'code.gitea.io/gitea',
        tags: 'sqlite,sqlite_unlock_notify',
      },
    ],
    copies: ['templates', 'options', 'public'].map(folder => ({
      module: 'code.gitea.io/gitea',
      from: folder,
      to: `static/${folder}`,
    })),
  },
];
