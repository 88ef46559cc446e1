import type { ObjectRef } from '../../model/identity';
import { stringifyObjectRef } from '../../model/identity';
import type {
  RouteDestination,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { resolveHost } from '../hosts';
import type { ServiceDirectory } from '../ServiceDirectory';
import type { ExposureDraft } from './exposureDraft';

/** Where the routes of a host lead: Services, workloads. */
export type RouteTargets = Pick<
  ExposureDraft,
  'routes' | 'workloads' | 'redirects'
>;

/** Collects the targets of one host. */
export class TargetCollector {
  readonly #directory: ServiceDirectory;
  readonly #routes: ExposureDraft['routes'] = [];
  readonly #workloads = new Map<string, ObjectRef>();

  constructor(directory: ServiceDirectory) {
    this.#directory = directory;
  }

  /** Adds every destination of a VirtualService's route. */
  addRoute(
    service: VirtualServiceObject,
    match: string,
    destinations: readonly RouteDestination[],
  ): void {
    if (destinations.length === 0) {
      this.addAnswer(service.ref, match);
    }
    for (const { host, port } of destinations) {
      this.addHost(service.ref, match, resolveHost(host, service.ref), port);
    }
  }

  /** Adds where copies of a VirtualService's route go. */
  addCopies(
    service: VirtualServiceObject,
    match: string,
    mirrors: readonly RouteDestination[] = [],
  ): void {
    for (const { host, port } of mirrors) {
      const name = resolveHost(host, service.ref);
      this.addCopy(service.ref, match, name, port);
    }
  }

  /**
   * Adds where copies go. Clients never see an answer of it, so it neither
   * breaks nor serves the host.
   */
  addCopy(ref: ObjectRef, match: string, host: string, port?: number): void {
    const found = this.#directory.find(host);
    if (found.kind !== 'service') return;
    this.#routes.push({
      ref,
      match: `copies of ${match}`,
      copies: true,
      service: found.service.ref,
      ...(port !== undefined && { port }),
    });
  }

  /** Adds a route that leads to no Service. */
  addAnswer(ref: ObjectRef, match: string): void {
    this.#routes.push({ ref, match });
  }

  /** Adds one destination by its full name. */
  addHost(ref: ObjectRef, match: string, host: string, port?: number): void {
    const found = this.#directory.find(host);
    this.#routes.push({
      ref,
      match,
      ...(found.kind === 'service' && { service: found.service.ref }),
      ...(found.kind === 'service' &&
        !found.service.selector && { unselective: true }),
      ...(port !== undefined && { port }),
      ...(found.kind === 'missing' && { missing: host }),
      ...(found.kind === 'alias' && {
        missing: found.name,
        alias: found.service.ref,
      }),
    });
    if (found.kind !== 'service') return;
    for (const group of this.#directory.workloadsOf(found.service.ref)) {
      this.#workloads.set(stringifyObjectRef(group.ref), group.ref);
    }
  }

  targets(): RouteTargets {
    return { routes: this.#routes, workloads: [...this.#workloads.values()] };
  }
}
