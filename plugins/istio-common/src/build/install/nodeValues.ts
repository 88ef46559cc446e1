import type { JsonObject } from '@backstage/types';
import { istioCsrAddress } from './istiodValues';
import { pinnedImage } from './meshImages';
import type { MeshSettings } from './meshSettings';

/** Namespaces whose pods istio-cni leaves alone. @internal */
export function excludedNamespaces(settings: MeshSettings): string[] {
  return [
    ...new Set(['kube-system', settings.istioNamespace, settings.cniNamespace]),
  ];
}

/**
 * Values of the cni chart. It is one for the cluster, whatever revisions there
 * are. Source: manifests/charts/istio-cni/values.yaml.
 *
 * @internal
 */
export function cniValues(settings: MeshSettings): JsonObject {
  const { mode, registry, variant, platform } = settings;
  const image = pinnedImage(settings, 'install-cni');
  return {
    profile: mode === 'ambient' ? 'ambient' : null,
    excludeNamespaces: excludedNamespaces(settings),
    image: image ?? null,
    global: {
      platform: platform ?? null,
      hub: registry?.hub ?? null,
      variant: variant ?? null,
      imagePullSecrets: registry?.pullSecret ? [registry.pullSecret] : null,
    },
  };
}

/**
 * Values of the ztunnel chart, one for the cluster too; the revision says
 * which istiod it listens to.
 * Source: manifests/charts/ztunnel/values.yaml.
 *
 * @internal
 */
export function ztunnelValues(
  settings: MeshSettings,
  revision: string,
): JsonObject {
  const { istioNamespace, registry, variant, platform, ca } = settings;
  const image = pinnedImage(settings, 'ztunnel');
  const caAddress = istioCsrAddress(ca);
  return {
    profile: 'ambient',
    revision,
    istioNamespace,
    hub: registry?.hub ?? null,
    variant: variant ?? null,
    image: image ?? null,
    imagePullSecrets: registry?.pullSecret ? [registry.pullSecret] : null,
    caAddress: caAddress ? `https://${caAddress}` : null,
    global: { platform: platform ?? null },
  };
}
