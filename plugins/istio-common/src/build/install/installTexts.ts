import { imageCopies } from './meshImages';
import type { InstallIntent } from './installIntent';
import { precheckEffect } from './precheck';

/** Who sees to it that istiod finds its authority. */
const AUTHORITY_FIRST = {
  argocd: 'Argo CD waits for it in an earlier wave.',
  flux: 'Flux does not wait for it: bring this Certificate in with a change of its own first.',
  helm: 'The script waits for it.',
  istioctl: 'The script waits for it.',
} as const;

function authorityEffects(intent: InstallIntent): string[] {
  const { ca, istioNamespace, delivery } = intent;
  if (ca.kind === 'cert-manager') {
    return [
      `${ca.issuer?.kind} ${
        ca.issuer?.name
      } signs the authority into Secret ${istioNamespace}/cacerts. It must be there before istiod starts: without it istiod makes a root of its own, and every proxy needs a restart to leave that. ${
        AUTHORITY_FIRST[delivery.by]
      }`,
      'The ca.crt of that Secret becomes the root of the mesh, so the issuer must return the root there, and not an authority in between.',
    ];
  }
  if (ca.kind === 'istio-csr') {
    return [
      `Every certificate, also that of istiod, is asked of ${ca.issuer?.kind} ${ca.issuer?.name} by istio-csr in ${ca.istioCsr?.namespace}, which must be ready before istiod starts.`,
    ];
  }
  return [
    'The root is one that istiod makes for itself: other meshes and clients outside do not trust it.',
  ];
}

function imageEffects(intent: InstallIntent): string[] {
  const copies = imageCopies(intent, intent.version);
  if (copies.length === 0) return [];
  const byTag = copies.filter(({ pinned }) => !pinned);
  return [
    `Before the merge, mesh/copy-images.sh copies ${copies
      .map(({ image }) => image)
      .join(', ')} to ${intent.registry?.hub}${
      byTag.length > 0
        ? `; ${byTag
            .map(({ image }) => image)
            .join(', ')} by tag, because no digest was given`
        : ', by digest'
    }.`,
  ];
}

const DELIVERIES = {
  argocd: 'Argo CD installs the charts in the order of their waves.',
  flux: 'Flux installs the charts, each when those before it are ready.',
  helm: 'Nothing is installed by the merge: a cluster admin reads and runs mesh/install-mesh.sh after it.',
  istioctl:
    'Nothing is installed by the merge: a cluster admin runs mesh/install-mesh.sh after it, with the istioctl of this very version.',
} as const;

/** What an installation does, in order. @internal */
export function installEffects(intent: InstallIntent): string[] {
  const { revision, tags, gateways, cniNamespace, meshConfig } = intent;
  return [
    ...imageEffects(intent),
    `Namespace ${cniNamespace} lets privileged pods in, for the agents of the nodes; no other one does.`,
    ...authorityEffects(intent),
    DELIVERIES[intent.delivery.by],
    precheckEffect(intent.delivery.by, intent.version),
    ...(tags.length > 0
      ? [`The tags ${tags.join(', ')} point to revision ${revision}.`]
      : []),
    ...(gateways.length > 0
      ? [
          `Gateways start with at least ${Math.min(
            ...gateways.map(({ minReplicas }) => minReplicas),
          )} pods each: ${gateways
            .map(({ namespace, name }) => `${namespace}/${name}`)
            .join(', ')}.`,
        ]
      : []),
    'No workload joins: that is the label istio.io/rev of its namespace and a restart.',
    ...(meshConfig.outboundTraffic === 'REGISTRY_ONLY'
      ? [
          'Workloads of the mesh reach only hosts that are known to it; that is no security boundary, for which NetworkPolicies are needed.',
        ]
      : []),
    'Proxies prove themselves by a projected token of audience istio-ca, so the API server must serve serviceaccounts/token, as every supported one does.',
  ];
}
