import type { DelegateFault } from '../exposure/BoundVirtualServices';
import { boundServices } from '../exposure/gatewayWorkloads';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** What is wrong with the delegate, and the way out; `it` is the delegate. */
const FAULTS: Readonly<
  Record<DelegateFault, (it: string) => { cause: string; fix: string }>
> = {
  missing: it => ({
    cause: `delegates to ${it}, which does not exist: the route leads nowhere`,
    fix: `Create ${it}, or correct the name in delegate.`,
  }),
  'has-hosts': it => ({
    cause: `delegates to ${it}, which has hosts of its own and is no delegate: the route leads nowhere`,
    fix: `Remove spec.hosts of ${it}.`,
  }),
  'not-exported': it => ({
    cause: `delegates to ${it}, which is not exported to its namespace: the route leads nowhere`,
    fix: `Add the namespace to exportTo of ${it}.`,
  }),
  'second-level': it => ({
    cause: `delegates to ${it}, which delegates further: Istio follows one level only`,
    fix: `Name the last VirtualService in delegate, or move its routes into ${it}.`,
  }),
  excluded: it => ({
    cause: `delegates to ${it}, some of whose conditions contradict its own: those routes are dropped`,
    fix: `Let the conditions of ${it} lie within those of the route that delegates.`,
  }),
};

/**
 * Routes handed on to a VirtualService that does not take them. istiod drops
 * them without a word.
 * Source: pilot/pkg/model/virtualservice_controller.go, mergeVirtualServices.
 */
export const delegates = objectRule({
  name: 'delegates',
  raises: ['delegateWithoutEffect'],
  subjects: ['virtualservice'],
  reads: [['virtualservices.networking.istio.io', 'virtualservice']],
  *judge({ scope }, service): Iterable<RawFinding> {
    if (!service.http.some(({ delegate }) => delegate)) return;
    const bound = scope.memo(boundServices, undefined);
    for (const { fault, delegate } of bound.resolvedRoutes(service).problems) {
      const { cause, fix } = FAULTS[fault](nameOf(delegate));
      yield {
        kind: 'delegateWithoutEffect',
        object: service,
        related: [delegate],
        cause: `${nameOf(service.ref)} ${cause}`,
        fix,
      };
    }
  },
});
