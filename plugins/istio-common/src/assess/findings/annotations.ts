import { noteRule } from './noteRule';

/**
 * Annotations of Istio that do not do what their author hopes.
 * Source: pkg/config/analysis/analyzers/annotations/annotations.go.
 */
export const annotations = noteRule(
  {
    name: 'annotations',
    subjects: ['namespace', 'service', 'pod', 'workload'],
    reads: [
      ['namespaces', 'namespace'],
      ['services', 'service'],
      ['pods', 'pod'],
      ['deployments.apps', 'workload'],
    ],
  },
  {
    'unknown-annotation': {
      kind: 'unknownAnnotation',
      words: (name, [annotation]) => ({
        cause: `${name} has annotation ${annotation}, which Istio does not know`,
        fix: `Correct the spelling of ${annotation}, or remove it.`,
      }),
    },
    'misplaced-annotation': {
      kind: 'misplacedAnnotation',
      words: (name, [annotation, kinds]) => ({
        cause: `${name} has annotation ${annotation}, which Istio reads on ${kinds} only`,
        fix: name.startsWith('Deployment ')
          ? `Move ${annotation} to spec.template.metadata.annotations.`
          : `Remove ${annotation}, or move it to where Istio reads it: ${kinds}.`,
      }),
    },
    'deprecated-annotation': {
      kind: 'deprecatedAnnotation',
      words: (name, [annotation]) => ({
        cause: `${name} has annotation ${annotation}, which is deprecated`,
        fix:
          annotation === 'sidecar.istio.io/inject'
            ? 'Use the label sidecar.istio.io/inject in its place.'
            : `Remove ${annotation}; a later Istio does not read it.`,
      }),
    },
    'invalid-annotation': {
      kind: 'invalidAnnotation',
      words: (name, [annotation]) => ({
        cause: `${name} has annotation ${annotation} with a value that Istio does not take`,
        fix: `Correct the value of ${annotation}.`,
      }),
    },
  },
);
