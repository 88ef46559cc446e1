import { FINDING_KINDS } from '../../findings/catalogue';
import { useRule } from './useRule';

/**
 * VirtualServices that hand routes on to one: these lead nowhere without it.
 * Source: pilot/pkg/model/virtualservice_controller.go, mergeVirtualServices.
 *
 * @internal
 */
export const delegateUses = useRule({
  type: 'virtualservice',
  reads: ['virtualservices.networking.istio.io'],
  usesOf({ ref }, { after }) {
    const users = [...after.index.all('virtualservice')].filter(service =>
      service.http.some(
        ({ delegate }) =>
          delegate?.name === ref.name &&
          (delegate.namespace ?? service.ref.namespace) === ref.namespace,
      ),
    );
    return [
      {
        users: users.map(one => one.ref),
        harm: 'they hand routes on to it, which lead nowhere then',
        fix: 'Take the delegation out of these first.',
        severity: 'error',
        says: [FINDING_KINDS.delegateWithoutEffect],
      },
    ];
  },
});
