import { flat } from '../model/flat';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import type { ServiceObject } from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';
import type { WorkloadGroup } from './groupWorkloads';
import { hostCovers, isWildcard, serviceHost } from './hosts';

/** What a destination host turned out to be. */
export type Destination =
  | { kind: 'service'; service: ServiceObject }
  | { kind: 'service-entry'; ref: ObjectRef }
  /** An ExternalName Service whose name proxies do not know. */
  | { kind: 'alias'; service: ServiceObject; name: string }
  | { kind: 'missing' };

/** Services by the host that Istio gives them, with the workloads behind them. */
export class ServiceDirectory {
  readonly #byHost: ReadonlyMap<string, ServiceObject>;
  readonly #workloads = new Map<string, WorkloadGroup[]>();
  readonly #scope: AssessScope;

  constructor(scope: AssessScope) {
    this.#scope = scope;
    this.#byHost = new Map(
      [...scope.index.all('service')].map(service => [
        flat(serviceHost(service.ref)),
        service,
      ]),
    );
    for (const group of scope.workloads) {
      for (const { ref } of scope.servicesOf(group)) {
        const key = stringifyObjectRef(ref);
        const known = this.#workloads.get(key);
        this.#workloads.set(flat(key), known ? [...known, group] : [group]);
      }
    }
  }

  /** The Service or ServiceEntry that answers to a full host name. */
  find(host: string): Destination {
    const service = this.#byHost.get(host);
    if (service?.externalName !== undefined) {
      return this.#behind(service, service.externalName.toLowerCase());
    }
    if (service) return { kind: 'service', service };
    for (const { ref, hosts } of this.#scope.index.all('serviceentry')) {
      const answers = hosts.some(
        name => name === host || (isWildcard(name) && hostCovers(name, host)),
      );
      if (answers) return { kind: 'service-entry', ref };
    }
    return { kind: 'missing' };
  }

  /**
   * Where an ExternalName Service leads: to the host of just that name, if
   * there is one that is not such a Service again.
   * Source: pilot/pkg/networking/core/route/route.go, GetDestinationCluster.
   */
  #behind(alias: ServiceObject, name: string): Destination {
    const service = this.#byHost.get(name);
    if (service && service.externalName === undefined) {
      return { kind: 'service', service };
    }
    for (const { ref, hosts } of this.#scope.index.all('serviceentry')) {
      if (hosts.some(host => host.toLowerCase() === name)) {
        return { kind: 'service-entry', ref };
      }
    }
    return { kind: 'alias', service: alias, name };
  }

  /** The workloads whose pods a Service selects. */
  workloadsOf(service: ObjectRef): readonly WorkloadGroup[] {
    return this.#workloads.get(stringifyObjectRef(service)) ?? [];
  }
}
