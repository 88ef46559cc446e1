import type { NextStep } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { safeCommand } from '../safeCommand';
import { firstEnd } from './firstEnd';
import type { Relation, RootBundle } from './rootBundles';

/** What a bundle is compared with. */
export interface Comparison {
  readonly scope: AssessScope;
  /** The bundle that most namespaces hold. */
  readonly most: RootBundle;
  readonly bundle: RootBundle;
  readonly relation: Relation;
}

/** Added to the words on a bundle that is stale. */
export const STALE_WORDS =
  '; the root of the others is sound, so istiod has not rewritten this one';

/**
 * Whether istiod failed to replace a bundle: few namespaces hold it, none of
 * them a home of istiod, and the root of the others is sound. A rotation is
 * nothing of that kind, because it writes every namespace at once. Of bundles
 * that share a root only one that ends is stale.
 * Source: pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go.
 */
export function isStale({
  scope,
  most,
  bundle,
  relation,
}: Comparison): boolean {
  const { now } = scope.context;
  const homes = new Set(
    scope.controlPlanes.map(({ deployment }) => deployment.ref.namespace),
  );
  const own = firstEnd(bundle.certificates, now)?.state;
  return (
    (relation === 'differs' || own === 'at-risk' || own === 'expired') &&
    bundle.refs.length * 2 <= most.refs.length &&
    firstEnd(most.certificates, now)?.state === 'healthy' &&
    !bundle.refs.some(({ namespace }) => homes.has(namespace))
  );
}

/** The one thing to do about a stale ConfigMap. */
export function staleAction(
  { name, namespace }: ObjectRef,
  namespaces: readonly string[],
): NextStep {
  const others = namespaces.length - 1;
  const more = others > 0 ? ` (and in ${others} more)` : '';
  return {
    title: 'Have the root written anew',
    detail: `ConfigMap ${name} in ${namespace}${more} is stale, and the mesh needs no new root. Check that istiod watches the namespace (discovery selectors) and may write ConfigMaps there, then delete this one: istiod makes it anew with the root of the others.`,
    ...safeCommand`kubectl delete configmap ${name} -n ${namespace}`,
  };
}
