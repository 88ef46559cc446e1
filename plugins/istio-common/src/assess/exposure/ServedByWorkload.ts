import type { GatewayChain } from './gatewayChains';
import type { ServedRoute } from './gatewayRoutes';
import { type ServerOf, gatewayName } from './gatewayServers';
import type { GatewayWorkload } from './gatewayWorkloads';
import type { RejectedServer } from './mergeGateways';

/** The routes of one Gateway in a chain, by host. */
type RoutesByHost = Map<string, ServedRoute[]>;

type ServerKey = Pick<ServerOf, 'gateway' | 'position'>;

/** Names one server; an equal Gateway may stand for another. */
function keyOf({ gateway, position }: ServerKey): string {
  return `${position} ${gatewayName(gateway.ref)}`;
}

function routesByGateway({ http }: GatewayChain): Map<string, RoutesByHost> {
  const found = new Map<string, RoutesByHost>();
  for (const [host, routes] of http?.hosts ?? []) {
    for (const route of routes) {
      const own: RoutesByHost = found.get(route.gateway) ?? new Map();
      found.set(route.gateway, own);
      const known = own.get(host);
      if (known) known.push(route);
      else own.set(host, [route]);
    }
  }
  return found;
}

/** Nothing is served of it. */
const NO_ROUTES: ReadonlyMap<string, readonly ServedRoute[]> = new Map();

/**
 * What the pods of a workload make of each server. It is put in order once:
 * there may be thousands of servers, and each asks for its own.
 */
export class ServedByWorkload {
  readonly #gateways: ReadonlySet<string>;
  readonly #lost = new Map<string, RejectedServer>();
  readonly #chains = new Map<string, GatewayChain[]>();
  readonly #routes = new Map<GatewayChain, Map<string, RoutesByHost>>();

  constructor(readonly workload: GatewayWorkload) {
    const { gateways, merged, chains } = workload;
    this.#gateways = new Set(gateways.map(({ ref }) => gatewayName(ref)));
    for (const one of merged.rejected) {
      const key = keyOf(one);
      if (!this.#lost.has(key)) this.#lost.set(key, one);
    }
    for (const chain of chains) {
      this.#routes.set(chain, routesByGateway(chain));
      for (const key of new Set(chain.servers.map(keyOf))) {
        const known = this.#chains.get(key);
        if (known) known.push(chain);
        else this.#chains.set(key, [chain]);
      }
    }
  }

  /** Whether a Gateway, `namespace/name`, selects the pods. */
  takes(gateway: string): boolean {
    return this.#gateways.has(gateway);
  }

  /** The server as one that lost against another. */
  lost(server: ServerKey): RejectedServer | undefined {
    return this.#lost.get(keyOf(server));
  }

  chainsOf(server: ServerKey): readonly GatewayChain[] {
    return this.#chains.get(keyOf(server)) ?? [];
  }

  /** The routes that a chain serves through a Gateway, by host. */
  routesOf(
    chain: GatewayChain,
    gateway: string,
  ): ReadonlyMap<string, readonly ServedRoute[]> {
    return this.#routes.get(chain)?.get(gateway) ?? NO_ROUTES;
  }
}
