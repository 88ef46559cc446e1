import { FINDING_KINDS } from '../../findings/catalogue';
import type { ObjectRef } from '../../model/identity';
import type { StringMap } from '../../model/objectMeta';
import type { PolicyTarget } from '../../model/securityObjects';
import { type Use, useRule } from './useRule';

const WAYPOINT = 'istio.io/use-waypoint';

function isParent(
  { name, namespace }: { name: string; namespace?: string },
  ref: ObjectRef,
  own: string | undefined,
): boolean {
  return name === ref.name && (namespace ?? own) === ref.namespace;
}

function namesWaypoint(
  labels: StringMap | undefined,
  own: string | undefined,
  ref: ObjectRef,
): boolean {
  const namespace = labels?.[`${WAYPOINT}-namespace`] ?? own;
  return labels?.[WAYPOINT] === ref.name && namespace === ref.namespace;
}

function isTarget({ group, kind, name }: PolicyTarget, ref: ObjectRef) {
  return group === ref.group && kind === ref.kind && name === ref.name;
}

const SEVERITY = 'error' satisfies Use['severity'];

/**
 * Routes attached to a Gateway of the Gateway API, and what names it as its
 * waypoint. Policies that target it are left without effect.
 * Source: sigs.k8s.io/gateway-api, ParentReference; istio.io/use-waypoint,
 * pilot/pkg/serviceregistry/ambient/waypoints.go.
 *
 * @internal
 */
export const kubernetesGatewayUses = useRule({
  type: 'kubernetes-gateway',
  reads: [
    'httproutes.gateway.networking.k8s.io',
    'grpcroutes.gateway.networking.k8s.io',
    'tlsroutes.gateway.networking.k8s.io',
    'authorizationpolicies.security.istio.io',
    'requestauthentications.security.istio.io',
  ],
  usesOf({ ref }, { after: { index } }) {
    const routes = [
      ...index.all('httproute'),
      ...index.all('grpcroute'),
      ...index.all('tlsroute'),
    ].filter(route =>
      route.parents.some(parent => isParent(parent, ref, route.ref.namespace)),
    );
    const bound = [
      ...[...index.all('namespace')].filter(({ labels, ref: { name } }) =>
        namesWaypoint(labels, name, ref),
      ),
      ...[...index.all('service')].filter(one =>
        namesWaypoint(one.labels, one.ref.namespace, ref),
      ),
    ];
    const policies = [
      ...index.inNamespace('authorizationpolicy', ref.namespace ?? ''),
      ...index.inNamespace('requestauthentication', ref.namespace ?? ''),
    ].filter(({ targets = [] }) => targets.some(one => isTarget(one, ref)));
    return [
      {
        users: routes.map(one => one.ref),
        harm: 'what they route is no longer served there',
        fix: 'Attach these to another Gateway, or remove them first.',
        severity: SEVERITY,
      },
      {
        users: bound.map(one => one.ref),
        harm: 'their traffic passes no waypoint any more, and so none of its policies',
        fix: 'Name another waypoint there, or take the label away first.',
        severity: SEVERITY,
        says: [FINDING_KINDS.waypointUnusable],
      },
      {
        users: policies.map(one => one.ref),
        harm: 'they protect nothing any more',
        fix: 'Remove these too, or target another Gateway.',
        severity: 'warning',
        says: [FINDING_KINDS.policyTarget],
      },
    ];
  },
});
