import { gatewayRef } from '../../assess/findings/gatewayReferences';
import { resolveGatewayName } from '../../assess/exposure/resolveGatewayName';
import { FINDING_KINDS } from '../../findings/catalogue';
import { stringifyObjectRef } from '../../model/identity';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import { useRule } from './useRule';

/** The Gateways that a VirtualService names, for all of it or for some routes. */
function gatewaysOf({ ref, ...service }: VirtualServiceObject): string[] {
  const routes = [...service.http, ...service.tls, ...service.tcp];
  const names = [
    ...service.gateways,
    ...routes.flatMap(({ matches }) =>
      matches.flatMap(({ gateways = [] }) => gateways),
    ),
  ];
  return names.map(name => resolveGatewayName(name, ref.namespace ?? ''));
}

/**
 * VirtualServices bound to a Gateway. Without it they have no listener there.
 * Source: pilot/pkg/model/push_context.go, virtualServiceIndex.
 *
 * @internal
 */
export const gatewayUses = useRule({
  type: 'gateway',
  reads: ['virtualservices.networking.istio.io'],
  usesOf({ ref }, { after }) {
    const id = stringifyObjectRef(ref);
    const users = [...after.index.all('virtualservice')].filter(service =>
      gatewaysOf(service).some(
        name => stringifyObjectRef(gatewayRef(name)) === id,
      ),
    );
    return [
      {
        users: users.map(one => one.ref),
        harm: 'what they route is no longer served there',
        fix: 'Bind these to another Gateway, or remove them first.',
        severity: 'error',
        says: [FINDING_KINDS.notFound],
      },
    ];
  },
});
