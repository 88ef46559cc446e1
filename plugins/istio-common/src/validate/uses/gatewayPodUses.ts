import { servingGateway } from '../../assess/network/routedServices';
import { stringifyObjectRef } from '../../model/identity';
import { useRule } from './useRule';

/**
 * Gateways that no other pods serve than those of a Deployment that goes, as
 * where several exposures share the gateway that came with one of them.
 * Source: pilot/pkg/model/push_context.go, mergeGateways.
 *
 * @internal
 */
export const gatewayPodUses = useRule({
  type: 'workload',
  reads: [
    'pods',
    'gateways.networking.istio.io',
    'gateways.gateway.networking.k8s.io',
  ],
  usesOf({ ref }, { before, after }) {
    const id = stringifyObjectRef(ref);
    const users = [
      ...after.index.all('gateway'),
      ...after.index.all('kubernetes-gateway'),
    ].filter(gateway => {
      const serving = servingGateway(before, gateway.ref);
      return (
        serving.length > 0 &&
        serving.every(group => stringifyObjectRef(group.ref) === id)
      );
    });
    return [
      {
        users: users.map(one => one.ref),
        harm: 'no pod serves their hosts any more',
        fix: 'Have these served by another gateway, or remove them first.',
        severity: 'error',
      },
    ];
  },
});
