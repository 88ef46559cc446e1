import { noteRule } from './noteRule';

/**
 * Fields that Istio is going to drop, or ignores already.
 * Source: pkg/config/analysis/analyzers/deprecation/deprecation.go.
 */
export const deprecatedFields = noteRule(
  {
    name: 'deprecated-fields',
    subjects: ['virtualservice', 'sidecar'],
    reads: [
      ['virtualservices.networking.istio.io', 'virtualservice'],
      ['sidecars.networking.istio.io', 'sidecar'],
    ],
  },
  {
    'deprecated-field': {
      kind: 'deprecated',
      words: (name, [field, successor]) => ({
        cause: `${name} sets ${field}, which is deprecated`,
        fix: successor
          ? `Set ${successor} in place of ${field}.`
          : `Remove ${field}: Istio ignores it.`,
      }),
    },
  },
);
