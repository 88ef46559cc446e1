import {
  entryAt,
  routeAt,
  serviceAt,
  sidecarMesh,
  sidecarOf,
} from '../../testing/sidecarMesh';
import { hasCluster } from './sidecarClusters';

type Json = Record<string, unknown>;

const TARGET = 't.example.com';

const to = (host: string, port?: number) => ({
  destination: { host, ...(port && { port: { number: port } }) },
});
const leading = (spec: Json, name = 'x/route') =>
  routeAt(name, ['a.example.com'], spec);
const http = (match: Json[] | undefined, ...route: Json[]) => ({
  http: [{ ...(match && { match }), route }],
});

// Source: pilot/pkg/model/sidecar.go, collectImportedServices;
// push_context.go, virtualServiceDestinationsFilteredBySourceNamespace.
describe('the clusters of sidecars in shop for port 80 and 443 of a host', () => {
  const SEEN = entryAt('y/seen', TARGET, [80, 443]);
  const NOTHING = sidecarOf('shop', ['x/*']);

  it.each<[rule: string, raw: unknown[], ports: number[]]>([
    ['are there for what is seen', [SEEN], [80, 443]],
    [
      'are there for what the Sidecar imports',
      [SEEN, sidecarOf('shop', [80, 'y/*'])],
      [80],
    ],
    ['are not there for what it leaves out', [SEEN, NOTHING], []],
    [
      'are there for the port that an imported route leads to',
      [SEEN, NOTHING, leading(http(undefined, to(TARGET, 443)))],
      [443],
    ],
    [
      'are there for every port where the route names none',
      [SEEN, NOTHING, leading(http(undefined, to(TARGET)))],
      [80, 443],
    ],
    [
      'are not there for a route that is not imported',
      [SEEN, NOTHING, leading(http(undefined, to(TARGET)), 'z/route')],
      [],
    ],
    [
      'are not there for a route to another host',
      [SEEN, NOTHING, leading(http(undefined, to('b.example.com')))],
      [],
    ],
    [
      'are there for mirrors, TLS and TCP',
      [
        SEEN,
        NOTHING,
        leading({
          http: [
            {
              route: [to('b.example.com')],
              mirrors: [
                { destination: { host: TARGET, port: { number: 80 } } },
              ],
            },
          ],
          tcp: [{ route: [to(TARGET, 443)] }],
        }),
      ],
      [80, 443],
    ],
    [
      'are there for TLS',
      [
        SEEN,
        NOTHING,
        leading({
          tls: [
            {
              match: [{ sniHosts: ['a.example.com'] }],
              route: [to(TARGET, 80)],
            },
          ],
        }),
      ],
      [80],
    ],
    [
      'are not there for a route for clients of other namespaces',
      [
        SEEN,
        NOTHING,
        // One match for anybody does not make up for it.
        leading(http([{ sourceNamespace: 'other' }, {}], to(TARGET))),
      ],
      [],
    ],
    [
      'are there for a route for clients of several namespaces',
      [
        SEEN,
        NOTHING,
        leading(
          http(
            [{ sourceNamespace: 'other' }, { sourceNamespace: 'shop' }],
            to(TARGET, 80),
          ),
        ),
      ],
      [80],
    ],
    [
      'are there for the port of the listener alone that imports the route',
      [
        SEEN,
        sidecarOf('shop', [80, 'x/*']),
        leading(http(undefined, to(TARGET, 443))),
      ],
      [80],
    ],
    [
      'are not there for a route to another host at a listener for the port',
      [
        SEEN,
        sidecarOf('shop', [80, 'x/*']),
        leading(http(undefined, to('b.example.com', 80))),
      ],
      [],
    ],
    [
      'are there for what any of the listeners takes of the route',
      [
        SEEN,
        sidecarOf('shop', [80, 'x/*'], [8080, 'x/*'], ['x/*']),
        leading(http(undefined, to(TARGET, 443))),
      ],
      [80, 443],
    ],
    [
      'are there for what is hidden in the own namespace once a route leads there',
      [
        entryAt('shop/hidden', TARGET, [80], { exportTo: ['~'] }),
        leading(http(undefined, to(TARGET))),
      ],
      [80],
    ],
    [
      'are not there for what is hidden and nothing leads to',
      [
        entryAt('shop/hidden', TARGET, [80], { exportTo: ['~'] }),
        leading(http(undefined, to('b.example.com'))),
      ],
      [],
    ],
    [
      'are not there for a port that the host lacks',
      [
        entryAt('y/seen', TARGET, [80]),
        NOTHING,
        leading(http(undefined, to(TARGET, 443))),
      ],
      [],
    ],
  ])('%s', (_, raw, expected) => {
    const { registry, bound, scopeOf } = sidecarMesh(...raw);
    const ports = [80, 443].filter(port =>
      hasCluster({ registry, bound }, 'shop', scopeOf('shop'), {
        host: TARGET,
        port,
      }),
    );
    expect(ports).toEqual(expected);
  });

  it('are found by the short name of a Service', () => {
    const { registry, bound, scopeOf } = sidecarMesh(
      serviceAt('y/cart', [80]),
      sidecarOf('shop', ['y/a.example.com']),
      routeAt('y/route', ['A.example.com'], http(undefined, to('Cart'))),
    );
    const target = { host: 'cart.y.svc.cluster.local', port: 80 };
    expect(
      hasCluster({ registry, bound }, 'shop', scopeOf('shop'), target),
    ).toBe(true);
  });
});
