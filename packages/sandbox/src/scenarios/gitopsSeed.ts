import { stringify } from 'yaml';

interface Manifest {
  kind: string;
  metadata: { name: string; namespace: string };
}

const KUSTOMIZATION = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
};

function yaml(...documents: object[]): string {
  return documents
    .map(document => stringify(document, { lineWidth: 0 }))
    .join('---\n');
}

/** One file per workload and purpose: `storefront-ingress.yaml`, `peer-authentication.yaml`. */
function fileOf({ kind, metadata }: Manifest, ingressOf: string | undefined) {
  if (ingressOf) return `${ingressOf}-ingress.yaml`;
  return kind === 'PeerAuthentication'
    ? 'peer-authentication.yaml'
    : `${metadata.name}.yaml`;
}

/** A manifest, and the service it exposes when it is part of an ingress. @internal */
export interface SeedManifest {
  manifest: Manifest;
  ingressOf?: string;
}

/**
 * The files of the GitOps repository below `clusters/<cluster>`: a folder per
 * namespace, each with a kustomization that lists its files.
 *
 * @internal
 */
export function gitopsSeed(
  cluster: string,
  manifests: readonly SeedManifest[],
): Record<string, string> {
  const folders = new Map<string, Map<string, object[]>>();
  for (const { manifest, ingressOf } of manifests) {
    const { namespace } = manifest.metadata;
    const files = folders.get(namespace) ?? new Map<string, object[]>();
    folders.set(namespace, files);
    const file = fileOf(manifest, ingressOf);
    files.set(file, [...(files.get(file) ?? []), manifest]);
  }
  const base = `clusters/${cluster}`;
  const seed: Record<string, string> = {
    [`${base}/kustomization.yaml`]: yaml({
      ...KUSTOMIZATION,
      resources: [...folders.keys()].sort(),
    }),
  };
  for (const [namespace, files] of folders) {
    seed[`${base}/${namespace}/kustomization.yaml`] = yaml({
      ...KUSTOMIZATION,
      resources: [...files.keys()].sort(),
    });
    for (const [file, documents] of files) {
      seed[`${base}/${namespace}/${file}`] = yaml(...documents);
    }
  }
  return seed;
}
