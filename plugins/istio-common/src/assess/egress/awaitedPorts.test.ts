import { trimAll } from '../../testing/assessRaw';
import { rawVirtualService } from '../../testing/rawObjects';
import { awaitedPorts } from './entryProblems';
import type { PortKind } from './portKind';

type Json = Record<string, unknown>;

const route = (...match: Json[]) => ({
  ...(match.length > 0 && { match }),
  route: [{ destination: { host: 'x.example.com' } }],
});

describe('ports for which routes wait in vain', () => {
  it.each<[string, Json[], Array<[number, PortKind]>, number[]]>([
    ['no route', [], [], []],
    ['a route for a port', [route({ port: 8080 })], [[80, 'http']], [8080]],
    [
      'a route for a port that is there',
      [route({ port: 80 })],
      [[80, 'tcp']],
      [],
    ],
    ['a route for any port, of HTTP', [route()], [[8080, 'http']], []],
    ['a route for any port, of any kind', [route()], [[8080, 'auto']], []],
    ['a route for any port, without HTTP', [route()], [[443, 'tls']], [80]],
    ['a route for any port, with 80 for TCP', [route()], [[80, 'tcp']], []],
    [
      'a match for any port, without HTTP',
      [route({ uri: { prefix: '/' } })],
      [[443, 'tls']],
      [80],
    ],
    [
      'routes for a port and for any',
      [route({ port: 8080 }), route()],
      [[443, 'tls']],
      [8080],
    ],
    [
      'a match for a port beside one for any',
      [route({ port: 8080 }, {})],
      [[443, 'tls']],
      [8080],
    ],
    [
      'a route at a gateway',
      [route({ port: 8080, gateways: ['x/gw'] })],
      [[443, 'tls']],
      [],
    ],
    [
      'a route at a gateway and in the mesh',
      [route({ port: 8080, gateways: ['x/gw', 'mesh'] })],
      [[443, 'tls']],
      [8080],
    ],
  ])('of %s', (_, http, ports, expected) => {
    const [service] = trimAll([
      rawVirtualService({ hosts: ['a.example.com'], http }),
    ]);
    expect(
      service.type === 'virtualservice' &&
        awaitedPorts(
          service,
          ports.map(([port, kind]) => ({ port, kind })),
        ),
    ).toEqual(expected);
  });
});
