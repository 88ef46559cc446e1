import { byCreation } from '../../model/byCreation';
import type { TelemetryObject } from '../../model/telemetryObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { labelsInWords, sharedPods } from './sharedPods';
import { namesInWords, someRelated } from './someRelated';

/** Oldest first, as istiod looks through them (pilot/pkg/model/telemetry.go). */
function telemetriesIn({ index }: AssessScope, namespace: string) {
  return [...index.inNamespace('telemetry', namespace)].sort(byCreation);
}

function defaultsIn(scope: AssessScope, namespace: string) {
  return scope.memo(telemetriesIn, namespace).filter(one => !one.selects);
}

function selectionsIn(scope: AssessScope, namespace: string) {
  return sharedPods(
    scope
      .memo(telemetriesIn, namespace)
      .flatMap(object =>
        object.selector ? [{ object, labels: object.selector }] : [],
      ),
    scope.index.inNamespace('pod', namespace),
  );
}

function* defaults(
  scope: AssessScope,
  telemetry: TelemetryObject,
): Iterable<RawFinding> {
  const others = someRelated(
    scope.memo(defaultsIn, telemetry.ref.namespace ?? ''),
    one => one.ref.name !== telemetry.ref.name,
  );
  if (others.length === 0) return;
  yield {
    kind: 'severalDefaultTelemetries',
    object: telemetry,
    related: others.map(({ ref }) => ref),
    cause: `${namesInWords(
      [telemetry, ...others].map(({ ref }) => nameOf(ref)),
    )} are for the whole namespace, and one of them is picked`,
    fix: 'Merge them into one, or give each but one a selector.',
  };
}

/**
 * Telemetries without pods, for the same pods, or twice for a namespace.
 * Source: pkg/config/analysis/analyzers/telemetry/selector.go and
 * default_selector.go.
 */
export const telemetrySelectors = objectRule({
  name: 'telemetry-selectors',
  raises: ['notFound', 'telemetryConflict', 'severalDefaultTelemetries'],
  subjects: ['telemetry'],
  reads: [
    ['telemetries.telemetry.istio.io', 'telemetry'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, telemetry): Iterable<RawFinding> {
    const { ref, selector, selects } = telemetry;
    if (!selects) yield* defaults(scope, telemetry);
    if (!selector) return;
    const found = scope.memo(selectionsIn, ref.namespace ?? '')[ref.name];
    if (!found) {
      yield {
        kind: 'notFound',
        title: 'selector without pods',
        object: telemetry,
        cause: `${nameOf(ref)} selects ${labelsInWords(
          selector,
        )}, and no pod of its namespace has these labels`,
        fix: `Correct spec.selector of ${nameOf(ref)}, or delete it.`,
      };
    }
    if (found?.shared) {
      const { pod, others } = found.shared;
      yield {
        kind: 'telemetryConflict',
        object: telemetry,
        related: [pod, ...others],
        cause: `${namesInWords(
          [ref, ...others].map(nameOf),
        )} all select ${nameOf(pod)}, and one of them is picked`,
        fix: 'Merge them into one, or narrow their selectors.',
      };
    }
  },
});
