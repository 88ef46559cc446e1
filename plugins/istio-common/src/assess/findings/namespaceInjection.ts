import type { AssessScope } from '../AssessScope';
import { podKinds } from '../podKinds';
import { type RawFinding, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';

/** Where istioctl expects the control plane, and looks no closer. */
const CONTROL_PLANE = 'istio-system';

/** Whether the injector of the default revision takes namespaces without a label. */
function injectsByDefault({ index }: AssessScope): boolean {
  return [...index.all('configmap')].some(
    ({ ref, injector }) =>
      ref.name === 'istio-sidecar-injector' &&
      injector?.enableNamespacesByDefault === true,
  );
}

function hasProxies(scope: AssessScope, namespace: string): boolean {
  return podKinds(scope, namespace).some(({ proxy }) => proxy);
}

/**
 * Namespaces that say nothing of injection. Not those whose pods ask for a
 * proxy themselves, as gateways do: there is nothing to enable.
 * Source: pkg/config/analysis/analyzers/injection/injection.go.
 */
export const namespaceInjection = objectRule({
  name: 'namespace-injection',
  raises: ['namespaceNotInjected', 'injectedByDefault'],
  subjects: ['namespace'],
  reads: [
    ['namespaces', 'namespace'],
    ['configmaps', 'configmap'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, namespace): Iterable<RawFinding> {
    const { ref, labels = {} } = namespace;
    if (
      ref.name === CONTROL_PLANE ||
      isIgnored(ref) ||
      labels['istio.io/dataplane-mode'] === 'ambient' ||
      labels['istio-injection'] ||
      labels['istio.io/rev'] !== undefined
    ) {
      return;
    }
    if (scope.memo(injectsByDefault, undefined)) {
      yield {
        kind: 'injectedByDefault',
        object: namespace,
        cause: `Namespace ${ref.name} has no injection label and is injected, because Istio is installed with enableNamespacesByDefault`,
        fix: `Label namespace ${ref.name} with istio-injection=disabled if its pods must not get a proxy.`,
      };
    } else if (!hasProxies(scope, ref.name)) {
      yield {
        kind: 'namespaceNotInjected',
        object: namespace,
        cause: `Namespace ${ref.name} has no injection label, so that its pods get no proxy`,
        fix: `Label namespace ${ref.name} with istio.io/rev=<tag>, or with istio-injection=disabled to say that it is meant so.`,
      };
    }
  },
});
