import type { ObjectNote } from '../../model/objectNote';
import { fields, stringMap } from '../fields';
import { ANNOTATION_VALUES } from './annotationValues';
import { ISTIO_ANNOTATIONS } from './istioAnnotations';

/** Written by Istio itself. */
const WRITTEN_BY_ISTIO: ReadonlySet<string> = new Set([
  'sidecar.istio.io/status',
  'gateway.istio.io/controller-version',
  'istio.io/rev',
]);

const INJECT = 'sidecar.istio.io/inject';

/** Names longer than this are not annotations but accidents. */
const LONGEST_NAME = 317;

function isOfIstio(name: string): boolean {
  return (
    name === 'kubernetes.io/ingress.class' ||
    name.split('/', 1)[0].endsWith('istio.io')
  );
}

/** Deprecated in favour of the label; who has both has read the news. */
function isDeprecated(name: string, labels: Record<string, unknown>): boolean {
  return (
    ISTIO_ANNOTATIONS.get(name)?.deprecated === true &&
    !(name === INJECT && Object.hasOwn(labels, INJECT))
  );
}

function judge(
  kind: string,
  name: string,
  value: string,
  labels: Record<string, unknown>,
): ObjectNote[] {
  const known = ISTIO_ANNOTATIONS.get(name);
  if (!known) return [{ name: 'unknown-annotation', details: [name] }];
  const notes: ObjectNote[] = isDeprecated(name, labels)
    ? [{ name: 'deprecated-annotation', details: [name] }]
    : [];
  if (known.on.includes('Any')) return notes;
  if (!known.on.includes(kind)) {
    notes.push({
      name: 'misplaced-annotation',
      details: [name, known.on.join(', ')],
    });
  } else if (ANNOTATION_VALUES.get(name)?.(value) === false) {
    notes.push({ name: 'invalid-annotation', details: [name] });
  }
  return notes;
}

/**
 * Annotations of Istio that are unknown, deprecated, on the wrong kind, or hold
 * a value that Istio does not take.
 * Source: pkg/config/analysis/analyzers/annotations/annotations.go.
 */
export function annotationNotes(kind: string, raw: unknown): ObjectNote[] {
  const metadata = fields(fields(raw).metadata);
  const labels = fields(metadata.labels);
  return Object.entries(stringMap(metadata.annotations) ?? {})
    .filter(
      ([name]) =>
        name.length <= LONGEST_NAME &&
        isOfIstio(name) &&
        !WRITTEN_BY_ISTIO.has(name),
    )
    .flatMap(([name, value]) => judge(kind, name, value, labels));
}
