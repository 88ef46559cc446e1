import { byRef } from '../../model/byCreation';
import { isSubset } from '../../model/selectorMatches';
import type { GatewayObject } from '../../model/networkingObjects';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { resolveGatewayName } from '../exposure/resolveGatewayName';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { gatewayRef } from './gatewayReferences';
import { notesOf } from './noteRule';

/** A pod of the gateway that validates no token. */
function unguardedPod(
  scope: AssessScope,
  gateway: GatewayObject,
): ObjectRef | undefined {
  const { rootNamespace } = scope.settingsOf(undefined);
  const mesh = [
    ...scope.index.inNamespace('requestauthentication', rootNamespace),
  ];
  const pods = [...scope.index.all('pod')]
    .filter(({ labels }) => isSubset(gateway.selector, labels))
    .sort(byRef);
  for (const pod of pods) {
    const policies = [
      ...mesh,
      ...scope.index.inNamespace(
        'requestauthentication',
        pod.ref.namespace ?? '',
      ),
    ];
    const guarded = policies.some(({ selector }) =>
      isSubset(selector, pod.labels),
    );
    if (!guarded) return pod.ref;
  }
  return undefined;
}

/**
 * Routes by a claim of a token that the gateway does not validate, so that they
 * never match.
 * Source: pkg/config/analysis/analyzers/virtualservice/jwtclaimroute.go.
 */
export const jwtClaimRoutes = objectRule({
  name: 'jwt-claim-routes',
  raises: ['jwtRouteWithoutAuthentication'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['gateways.networking.istio.io', 'gateway'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['pods', 'pod'],
    ['configmaps', 'configmap'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    const [claim] = notesOf(service, 'jwt-claim-route');
    if (!claim) return;
    for (const name of new Set(service.gateways)) {
      const gateway = scope.index.find(
        gatewayRef(resolveGatewayName(name, service.ref.namespace ?? '')),
      );
      if (gateway?.type !== 'gateway') continue;
      const pod = scope.memo(unguardedPod, gateway);
      if (!pod) continue;
      yield {
        kind: 'jwtRouteWithoutAuthentication',
        object: service,
        related: [gateway.ref, pod],
        cause: `${nameOf(service.ref)} routes by ${
          claim.details?.[0]
        }, but no RequestAuthentication validates tokens on ${nameOf(
          pod,
        )} of ${nameOf(gateway.ref)}`,
        fix: `Create a RequestAuthentication in namespace ${pod.namespace} that selects the gateway pods.`,
      };
    }
  },
});
