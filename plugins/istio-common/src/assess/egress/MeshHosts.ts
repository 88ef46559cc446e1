import type { VirtualServiceObject } from '../../model/networkingObjects';
import { hostsOverlap, isWildcard, resolveHost } from '../hosts';

interface Named {
  /** Its place among all, which is the order of answers. */
  at: number;
  service: VirtualServiceObject;
}

function add(map: Map<string, Named[]>, host: string, one: Named): void {
  const same = map.get(host);
  if (!same) map.set(host, [one]);
  else if (same.at(-1) !== one) same.push(one);
}

/**
 * VirtualServices by the hosts that they name, in small letters. Looking through
 * all of them for each host would take the product of both.
 */
export class MeshHosts {
  readonly #exact = new Map<string, Named[]>();
  readonly #wild = new Map<string, Named[]>();

  constructor(services: readonly VirtualServiceObject[]) {
    for (const [at, service] of services.entries()) {
      const one = { at, service };
      for (const name of service.hosts) {
        const host = resolveHost(name, service.ref).toLowerCase();
        add(isWildcard(host) ? this.#wild : this.#exact, host, one);
      }
    }
  }

  /** Those that name this very host. */
  named(host: string): VirtualServiceObject[] {
    const map = isWildcard(host) ? this.#wild : this.#exact;
    return (map.get(host) ?? []).map(({ service }) => service);
  }

  /** Those that name a host which is this one, within it or around it. */
  overlapping(host: string): VirtualServiceObject[] {
    const within = isWildcard(host)
      ? [...this.#exact].filter(([name]) => hostsOverlap(name, host))
      : [[host, this.#exact.get(host) ?? []] as const];
    const around = [...this.#wild].filter(([name]) => hostsOverlap(name, host));
    const found = new Set([...within, ...around].flatMap(([, some]) => some));
    return [...found].sort((a, b) => a.at - b.at).map(({ service }) => service);
  }
}
