import * as fc from 'fast-check';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import { hostsOverlap, resolveHost } from '../hosts';
import { MeshHosts } from './MeshHosts';

/** As much of a VirtualService as names hosts. */
function serviceOf(
  hosts: readonly string[],
  asked: () => void = () => undefined,
): VirtualServiceObject {
  const ref = {
    ...{ group: 'networking.istio.io', kind: 'VirtualService' },
    ...{ namespace: 'shop', name: 'a' },
  };
  const object = {
    ...{ type: 'virtualservice', ref },
    get hosts() {
      asked();
      return hosts;
    },
  };
  return object as unknown as VirtualServiceObject;
}

const host = fc.constantFrom(
  ...['a.example.com', 'B.example.com', 'b.example.com', '*.example.com'],
  ...['*', 'cart', 'x.a.example.com', '*.a.example.com', 'other.io'],
);

describe('MeshHosts', () => {
  it('finds what looking through all would find, in its order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(host, { maxLength: 4 }), { maxLength: 8 }),
        host,
        (all, given) => {
          const wanted = given.toLowerCase();
          const services = all.map(hosts => serviceOf(hosts));
          const naming = (fits: (name: string) => boolean) =>
            services.filter(({ hosts, ref }) =>
              hosts.some(name => fits(resolveHost(name, ref).toLowerCase())),
            );
          const hosts = new MeshHosts(services);
          expect(hosts.named(wanted)).toEqual(naming(name => name === wanted));
          expect(hosts.overlapping(wanted)).toEqual(
            naming(name => hostsOverlap(name, wanted)),
          );
        },
      ),
    );
  });

  it('looks at each once, however many hosts are asked for', () => {
    let asked = 0;
    const services = Array.from({ length: 50 }, (_, at) =>
      serviceOf([`h${at}.example.com`], () => {
        asked += 1;
      }),
    );
    const hosts = new MeshHosts(services);
    for (let at = 0; at < 1000; at++) {
      hosts.named(`h${at}.example.com`);
      hosts.overlapping(`h${at}.example.com`);
    }
    expect(asked).toBe(50);
  });
});
