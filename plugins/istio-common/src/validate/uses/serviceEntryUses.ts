import { targetOf } from '../../assess/findings/routeDestinations';
import { ownerOfHost } from '../../assess/findings/visibleHosts';
import { resolveHost } from '../../assess/hosts';
import { FINDING_KINDS } from '../../findings/catalogue';
import { routeUses } from './routeUses';
import { useRule } from './useRule';

/**
 * Routes and rules to the hosts of a ServiceEntry, where nothing else defines
 * these. Source: pilot/pkg/model/push_context.go, initServiceRegistry.
 *
 * @internal
 */
export const serviceEntryUses = useRule({
  type: 'serviceentry',
  reads: [
    'virtualservices.networking.istio.io',
    'destinationrules.networking.istio.io',
  ],
  usesOf({ hosts }, { after }) {
    const rules = [...after.index.all('destinationrule')].filter(
      ({ ref, host, exportTo }) =>
        hosts.includes(resolveHost(host, ref)) &&
        !ownerOfHost(after, {
          ...{ namespace: ref.namespace ?? '', exportTo },
          host: resolveHost(host, ref),
        }),
    );
    return [
      ...routeUses(
        after.index.all('virtualservice'),
        ({ host }, service) =>
          hosts.includes(resolveHost(host, service.ref)) &&
          !targetOf(after, service, resolveHost(host, service.ref)),
        {
          harm: 'what they route there is answered with 503',
          fix: 'Take the host out of these routes first.',
          says: [FINDING_KINDS.notFound, FINDING_KINDS.egressHostUnknown],
        },
      ),
      {
        users: rules.map(({ ref }) => ref),
        harm: 'they have no effect any more',
        fix: 'Remove these too, unless something else defines the host.',
        severity: 'warning',
        says: [FINDING_KINDS.unknownRuleHost],
      },
    ];
  },
});
