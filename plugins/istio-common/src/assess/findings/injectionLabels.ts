import type { StringMap } from '../../model/objectMeta';
import { type RawFinding, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';

const VALUES: ReadonlySet<string> = new Set(['enabled', 'disabled']);
const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const AMBIENT = 'istio.io/dataplane-mode';

/** The labels that ask for something, when more than one does. */
function contradiction(labels: StringMap): readonly string[] {
  const present = [INJECTION, REVISION, AMBIENT].filter(
    key => labels[key] !== undefined,
  );
  // Opting out of sidecars and into ambient mode is no contradiction.
  const isPlain =
    labels[REVISION] === undefined &&
    labels[INJECTION] !== undefined &&
    labels[INJECTION] !== 'enabled';
  return present.length > 1 && !isPlain ? present : [];
}

/**
 * Namespaces whose injection labels contradict one another or are misspelt.
 * istioctl says nothing of istio-injection=disabled beside istio.io/rev, where
 * the revision has no effect.
 * Source: pkg/config/analysis/analyzers/injection/injection.go.
 */
export const injectionLabels = objectRule({
  name: 'injection-labels',
  raises: ['severalInjectionLabels', 'injectionLabelValue'],
  subjects: ['namespace'],
  reads: [['namespaces', 'namespace']],
  *judge(_, namespace): Iterable<RawFinding> {
    const { ref, labels = {} } = namespace;
    if (isIgnored(ref) || ref.name === 'istio-system') return;
    const several = contradiction(labels);
    if (several.length > 0) {
      const words = several.map(key => `${key}=${labels[key]}`).join(' and ');
      yield {
        kind: 'severalInjectionLabels',
        object: namespace,
        cause: `Namespace ${ref.name} has ${words}${
          several.includes(INJECTION) ? '; istio-injection wins' : ''
        }`,
        fix: several.includes(REVISION)
          ? `Remove the label ${
              several.includes(INJECTION) ? INJECTION : AMBIENT
            } from namespace ${ref.name} to let istio.io/rev=${
              labels[REVISION]
            } decide.`
          : `Remove one of the labels from namespace ${ref.name}.`,
      };
    }
    const injection = labels[INJECTION];
    if (injection !== undefined && !VALUES.has(injection)) {
      yield {
        kind: 'injectionLabelValue',
        object: namespace,
        cause: `Namespace ${ref.name} has istio-injection=${injection}, which injects nothing`,
        fix: `Set istio-injection=enabled on namespace ${ref.name}, or use istio.io/rev.`,
      };
    }
  },
});
