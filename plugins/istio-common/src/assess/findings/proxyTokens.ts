import { noteRule } from './noteRule';

function wayOf([what, audience]: readonly string[]): string {
  if (what === 'first-party') {
    return 'by the token with which it asks the API server, which whoever sees it can use there';
  }
  return what === 'missing'
    ? 'without a token, which no volume of it brings'
    : `by a token for ${
        audience || 'the API server'
      }, and istiod takes those for istio-ca`;
}

/**
 * Proxies whose token is not one that is made for the authority of the mesh.
 * Source: pkg/jwt, PolicyThirdParty; pilot/pkg/features, TOKEN_AUDIENCES.
 */
export const proxyTokens = noteRule(
  {
    name: 'proxy-tokens',
    subjects: ['pod'],
    reads: [['pods', 'pod']],
  },
  {
    'proxy-token': {
      kind: 'proxyToken',
      words: (name, details) => ({
        cause: `The proxy of ${name} proves itself to istiod ${wayOf(details)}`,
        fix: 'Restart it with the injection template of its revision, which projects a token of audience istio-ca.',
      }),
    },
  },
);
