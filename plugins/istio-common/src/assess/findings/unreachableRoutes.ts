import { noteRule } from './noteRule';

/**
 * Routes that no request reaches because of those before them.
 * Source: pkg/config/validation/validation.go, analyzeUnreachableHTTPRules.
 */
export const unreachableRoutes = noteRule(
  {
    name: 'unreachable-routes',
    subjects: ['virtualservice'],
    reads: [['virtualservices.networking.istio.io', 'virtualservice']],
  },
  {
    'unreachable-route': {
      kind: 'unreachableRoute',
      words: (name, [route, reason]) => ({
        cause: `No request reaches route ${route} of ${name}: ${reason}`,
        fix: `Move route ${route} up, or remove it.`,
      }),
    },
    'ineffective-match': {
      kind: 'ineffectiveMatch',
      words: (name, [route, match, earlier]) => ({
        cause: `Match ${match} of route ${route} of ${name} has no effect, as route ${earlier} takes what it matches`,
        fix:
          route === earlier
            ? `Remove match ${match} of route ${route}.`
            : `Move route ${route} before route ${earlier}, or remove the match.`,
      }),
    },
  },
);
