import { byCreation } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type {
  HttpRoute,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { type Visibility, isVisible, visibilityOf } from '../visibility';
import { mergeDelegate } from './mergeDelegate';
import { resolveGatewayName } from './resolveGatewayName';

/** Why a route that delegates leads nowhere, or not everywhere. */
export type DelegateFault =
  | 'missing'
  | 'has-hosts'
  | 'not-exported'
  | 'second-level'
  | 'excluded';

/** A route of a VirtualService that hands on to another one without success. */
export interface DelegateProblem {
  readonly fault: DelegateFault;
  /** The VirtualService that is named, whether or not it is there. */
  readonly delegate: ObjectRef;
}

/** The HTTP routes of a VirtualService with delegates in their place. */
export interface ResolvedRoutes {
  readonly routes: readonly HttpRoute[];
  readonly problems: readonly DelegateProblem[];
}

/** The name under which VirtualServices are bound to sidecars. */
const MESH = ['mesh'];

/** VirtualServices by the Gateway they are bound to and who may see them. */
export class BoundVirtualServices {
  /** Oldest first; a Gateway that is named twice takes the routes twice. */
  readonly #byGateway = new Map<string, VirtualServiceObject[]>();
  readonly #byKey: ReadonlyMap<string, VirtualServiceObject>;
  readonly #exportTo: readonly string[];
  readonly #resolved = new Map<VirtualServiceObject, ResolvedRoutes>();

  constructor(
    services: Iterable<VirtualServiceObject>,
    defaultExportTo: readonly string[],
  ) {
    const ordered = [...services].sort(byCreation);
    this.#byKey = new Map(
      ordered.map(one => [`${one.ref.namespace}/${one.ref.name}`, one]),
    );
    this.#exportTo = defaultExportTo;
    for (const service of ordered) {
      if (service.hosts.length === 0) continue;
      const names = service.gateways.length > 0 ? service.gateways : MESH;
      for (const name of names) {
        const gateway = resolveGatewayName(name, service.ref.namespace ?? '');
        const bound = this.#byGateway.get(gateway);
        if (bound) bound.push(service);
        else this.#byGateway.set(gateway, [service]);
      }
    }
  }

  /** Who may see a VirtualService. */
  visibilityOf({ exportTo, ref }: VirtualServiceObject): Visibility {
    return visibilityOf(exportTo, ref.namespace ?? '', this.#exportTo);
  }

  /**
   * The VirtualServices that count at a gateway: those private to the pods'
   * namespace, then those exported to it by name, then the public ones; in each
   * the oldest first. A VirtualService without hosts is a delegate. `mesh`
   * stands for sidecars, and their namespace for that of the pods.
   * Source: pilot/pkg/model/push_context.go, VirtualServicesForGateway;
   * virtualservice.go, SelectVirtualServices.
   */
  forGateway(gateway: string, podNamespace: string): VirtualServiceObject[] {
    const tiers: VirtualServiceObject[][] = [[], [], []];
    for (const service of this.#byGateway.get(gateway) ?? []) {
      const visible = this.visibilityOf(service);
      if (visible.has('*')) tiers[2].push(service);
      else if (isVisible(visible, podNamespace)) {
        tiers[service.ref.namespace === podNamespace ? 0 : 1].push(service);
      }
    }
    return tiers.flat();
  }

  /** Every VirtualService bound to a gateway, oldest first, whoever may see it. */
  boundTo(gateway: string): readonly VirtualServiceObject[] {
    return this.#byGateway.get(gateway) ?? [];
  }

  /**
   * The HTTP routes with delegates put in their place, and what is wrong with
   * delegates. A VirtualService with hosts is never a delegate, and a delegate's
   * own delegates are not followed, so that there can be no cycle.
   * Source: pilot/pkg/model/virtualservice_controller.go, mergeVirtualServices.
   */
  resolvedRoutes(service: VirtualServiceObject): ResolvedRoutes {
    let resolved = this.#resolved.get(service);
    if (!resolved) {
      resolved = service.http.some(({ delegate }) => delegate)
        ? this.#resolve(service)
        : { routes: service.http, problems: [] };
      this.#resolved.set(service, resolved);
    }
    return resolved;
  }

  #resolve(service: VirtualServiceObject): ResolvedRoutes {
    const own = service.ref.namespace ?? '';
    const problems: DelegateProblem[] = [];
    const routes = service.http.flatMap(route => {
      if (!route.delegate) return [route];
      const { name, namespace = own } = route.delegate;
      const ref = { ...service.ref, namespace, name };
      const delegate = this.#byKey.get(`${namespace}/${name}`);
      const fault = this.#faultOf(delegate, own);
      if (fault || !delegate) {
        problems.push({ fault: fault ?? 'missing', delegate: ref });
        return [];
      }
      const merged = mergeDelegate(service, route, delegate);
      if (merged.excluded > 0)
        problems.push({ fault: 'excluded', delegate: ref });
      if (delegate.http.some(inner => inner.delegate)) {
        problems.push({ fault: 'second-level', delegate: ref });
      }
      return merged.routes;
    });
    return { routes, problems };
  }

  #faultOf(
    delegate: VirtualServiceObject | undefined,
    rootNamespace: string,
  ): DelegateFault | undefined {
    if (!delegate) return 'missing';
    if (delegate.hosts.length > 0) return 'has-hosts';
    return isVisible(this.visibilityOf(delegate), rootNamespace)
      ? undefined
      : 'not-exported';
  }
}
