import { noteRule } from './noteRule';

const PRIORITY =
  'Set spec.priority, or use INSERT_FIRST or ADD, so that the order of filters does not matter.';

function relative(name: string, operation: string): string {
  return `${name} has a patch ${operation} and no priority, so that it depends on which filters come first`;
}

/**
 * Patches that are ignored, or that only work by luck.
 * Source: pkg/config/analysis/analyzers/envoyfilter/envoyfilter.go.
 */
export const envoyPatches = noteRule(
  {
    name: 'envoy-patches',
    subjects: ['envoyfilter'],
    reads: [['envoyfilters.networking.istio.io', 'envoyfilter']],
  },
  {
    'relative-patch': {
      kind: 'relativePatch',
      words: (name, [operation]) => ({
        cause: relative(name, operation),
        fix: PRIORITY,
      }),
    },
    'relative-versioned-patch': {
      kind: 'relativeVersionedPatch',
      words: (name, [operation]) => ({
        cause: `${relative(
          name,
          operation,
        )}, and on a filter that is there for some proxy versions only`,
        fix: PRIORITY,
      }),
    },
    'replace-patch': {
      kind: 'replacePatch',
      words: name => ({
        cause: `${name} has a patch REPLACE for something that cannot be replaced`,
        fix: 'Use REPLACE on HTTP_FILTER, NETWORK_FILTER or VIRTUAL_HOST only, or MERGE.',
      }),
    },
    'add-patch': {
      kind: 'addPatch',
      words: name => ({
        cause: `${name} has a patch ADD for a route, which Istio ignores`,
        fix: 'Use MERGE on the route, or a VirtualService.',
      }),
    },
    'remove-patch': {
      kind: 'removePatch',
      words: name => ({
        cause: `${name} has a patch REMOVE for a route, which Istio ignores`,
        fix: 'Take the route out of the VirtualService that makes it.',
      }),
    },
  },
);
