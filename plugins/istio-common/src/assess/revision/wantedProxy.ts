import type { ConfigMapObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { imageTag, imageVersion, withoutVariant } from '../imageVersion';

/** The proxy that the injector of a revision puts into pods now. */
export interface WantedProxy {
  version?: string;
  /** Tag without the ending of a variant; absent when the injector's values are not known. */
  tag?: string;
}

function injectorOf(
  scope: AssessScope,
  revision: string,
): ConfigMapObject['injector'] {
  const plane = scope.controlPlanes.find(one => one.revision === revision);
  const namespace =
    plane?.deployment.ref.namespace ?? scope.settingsOf(revision).rootNamespace;
  const suffix = revision === 'default' ? '' : `-${revision}`;
  const name = `istio-sidecar-injector${suffix}`;
  const found = scope.index.find({
    group: '',
    kind: 'ConfigMap',
    namespace,
    name,
  });
  return found?.type === 'configmap' ? found.injector : undefined;
}

/**
 * What a new proxy of the revision would be: by the injector's values
 * (`hub/proxyv2:tag`, or a whole image name), which change when the control
 * plane is upgraded in place; else the version of the control plane.
 * Source: pkg/kube/inject/inject.go (ProxyImage, imageURL).
 */
export function wantedProxy(scope: AssessScope, revision: string): WantedProxy {
  const version = scope.versions.get(revision);
  const fallback = version ? { version } : {};
  const injector = injectorOf(scope, revision);
  if (!injector) return fallback;
  const { hub, tag, proxyImage = 'proxyv2' } = injector;
  // A name with a slash stands for the whole image.
  const image = proxyImage.includes('/')
    ? proxyImage
    : hub && tag && `${hub}/${proxyImage}:${tag}`;
  const wanted = image ? imageTag(image) : undefined;
  if (!image || !wanted) return fallback;
  const own = imageVersion(image) ?? version;
  return {
    ...(own && { version: own }),
    tag: withoutVariant(wanted),
  };
}
