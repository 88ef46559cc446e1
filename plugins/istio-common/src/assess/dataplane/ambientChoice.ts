import type { StringMap } from '../../model/objectMeta';

const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Whether ambient mode is asked for, and by which label. */
export interface AmbientChoice {
  /** "namespace label istio.io/dataplane-mode"; absent when nothing asks. */
  askedBy?: string;
  /** Why the CNI leaves the pod alone all the same. */
  refusal?: string;
}

/**
 * Which label asks for ambient. The pod's own `ambient` asks; in a namespace
 * that asks, every pod is meant but those that say `none`: any other value on
 * the pod changes nothing. Host network cannot be captured, and a pod with a
 * sidecar opts out. An operator may configure other selectors, which are in a
 * ConfigMap of the CNI and not read here.
 * Source: cni/pkg/util/enablement_selector.go (Matches), values.yaml of the
 * istio-cni chart (ambient.enablementSelectors).
 */
export function ambientChoice(
  namespaceLabels: StringMap | undefined,
  podLabels: StringMap,
  hostNetwork: boolean,
): AmbientChoice {
  const own = podLabels[DATAPLANE_MODE];
  const byNamespace = namespaceLabels?.[DATAPLANE_MODE] === 'ambient';
  if (own === 'none') {
    return byNamespace
      ? { refusal: `the pod opts out with ${DATAPLANE_MODE}=none` }
      : {};
  }
  if (own !== 'ambient' && !byNamespace) return {};
  if (hostNetwork) {
    return {
      refusal: 'the pod uses the host network, which ambient cannot capture',
    };
  }
  const place = own === 'ambient' ? 'pod' : 'namespace';
  return { askedBy: `${place} label ${DATAPLANE_MODE}` };
}
