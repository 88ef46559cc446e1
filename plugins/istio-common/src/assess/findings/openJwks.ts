import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { notesOf } from './noteRule';

/**
 * istiod fetches the keys that RequestAuthentications name, from anywhere.
 * Source: pkg/config/analysis/analyzers/authn/blockedcidrs.go.
 */
export const openJwks = objectRule({
  name: 'open-jwks',
  raises: ['unrestrictedJwks'],
  subjects: ['workload'],
  reads: [
    ['deployments.apps', 'workload'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
  ],
  *judge({ scope }, workload): Iterable<RawFinding> {
    if (
      workload.ref.kind !== 'Deployment' ||
      notesOf(workload, 'open-jwks').length === 0 ||
      isIgnored(workload.ref)
    ) {
      return;
    }
    const count = scope.index.count('requestauthentication');
    if (count === 0) return;
    yield {
      kind: 'unrestrictedJwks',
      object: workload,
      cause: `${nameOf(
        workload.ref,
      )} fetches the keys of ${count} RequestAuthentication${
        count > 1 ? 's' : ''
      } from any address, as BLOCKED_CIDRS_IN_JWKS_URIS is not set`,
      fix: 'Set BLOCKED_CIDRS_IN_JWKS_URIS on istiod to the networks it must not fetch from.',
    };
  },
});
