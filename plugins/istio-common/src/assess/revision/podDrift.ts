import type { PodObject } from '../../model/workloadObjects';
import { imageTag, withoutVariant } from '../imageVersion';
import type { PodRevision } from './podRevision';
import type { WantedProxy } from './wantedProxy';

/**
 * Whether a pod of the right revision runs another proxy than a new pod would.
 * The tag decides where the injector's is known, else the version. A pod that
 * names its proxy image itself gets that one again, and an image named by
 * digest alone tells no version: neither has drifted. The registry has no say:
 * a mirror may rewrite it on every start, and a restart would not change it.
 */
export function hasDrifted(
  pod: PodObject,
  actual: PodRevision,
  wanted: WantedProxy,
): boolean {
  if (pod.annotations?.['sidecar.istio.io/proxyImage'] !== undefined) {
    return false;
  }
  const tag = imageTag(pod.proxy?.image);
  // Gateways that bring their own image do not follow the injector's tag.
  if (tag !== undefined && wanted.tag !== undefined && pod.injection) {
    return withoutVariant(tag) !== wanted.tag;
  }
  return (
    !actual.inferred &&
    wanted.version !== undefined &&
    actual.version !== wanted.version
  );
}
