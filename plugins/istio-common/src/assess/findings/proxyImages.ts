import type { ObjectRef } from '../../model/identity';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';

const INJECTOR = 'istio-sidecar-injector';

/** Pods named in the sentence; the others are related objects. */
const NAMED = 5;

/** The image that the injector of a revision gives, by revision. */
function images({ index }: AssessScope): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { ref, injector } of index.all('configmap')) {
    if (!injector || !ref.name.startsWith(INJECTOR)) continue;
    const { hub, tag, proxyImage = '' } = injector;
    const image = proxyImage.includes('/')
      ? proxyImage
      : `${hub}/${proxyImage}:${tag}`;
    found.set(ref.name.slice(INJECTOR.length + 1) || 'default', image);
  }
  return found;
}

/** The image that pods of a namespace are to have. */
function expectedImage(
  scope: AssessScope,
  namespace: string,
): string | undefined {
  const labels = scope.labelsOfNamespace(namespace);
  const revision =
    labels?.['istio.io/rev'] ??
    (labels?.['istio-injection'] === 'enabled' ? 'default' : undefined);
  if (revision === undefined) return undefined;
  const byRevision = scope.memo(images, undefined);
  return (
    byRevision.get(revision || 'default') ??
    byRevision.get(scope.tags.get(revision || 'default') ?? '')
  );
}

function differs({ proxy, annotations }: PodObject, expected: string): boolean {
  if (!proxy || annotations?.['sidecar.istio.io/proxyImage']) return false;
  // The variant of an image (distroless, debug) is chosen apart from its version.
  return proxy.image.replace(/-(distroless|debug)$/, '') !== expected;
}

/** The pods of a namespace with another image. */
function oddPods(scope: AssessScope, namespace: string): readonly ObjectRef[] {
  const expected = scope.memo(expectedImage, namespace);
  if (!expected) return [];
  return [...scope.index.inNamespace('pod', namespace)]
    .filter(pod => differs(pod, expected))
    .map(({ ref }) => ref)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Namespaces with proxies of another image than their injector gives now.
 * istioctl takes the label of the namespace for a revision, so that it says
 * nothing of namespaces labelled with a tag.
 * Source: pkg/config/analysis/analyzers/injection/injection-image.go.
 */
export const proxyImages = objectRule({
  name: 'proxy-images',
  raises: ['imageMismatch'],
  subjects: ['namespace'],
  reads: [
    ['namespaces', 'namespace'],
    ['pods', 'pod'],
    ['configmaps', 'configmap'],
  ],
  *judge({ scope }, namespace): Iterable<RawFinding> {
    const { ref } = namespace;
    const expected = scope.memo(expectedImage, ref.name);
    if (!expected || isIgnored(ref)) return;
    const pods = scope.memo(oddPods, ref.name);
    if (pods.length === 0) return;
    const more = pods.length - NAMED;
    yield {
      kind: 'imageMismatch',
      object: namespace,
      related: [...pods],
      cause: `${pods.length} of the pods of namespace ${
        ref.name
      } have a proxy image other than ${expected}: ${pods
        .slice(0, NAMED)
        .map(({ name }) => name)
        .join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      fix: `Restart the workloads of namespace ${ref.name} that these pods belong to.`,
    };
  },
});
