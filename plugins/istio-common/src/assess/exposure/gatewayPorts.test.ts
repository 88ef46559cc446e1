import { assessRaw } from '../../testing/assessRaw';
import { BASE, chainsOf, to } from '../../testing/gatewayFacts';
import {
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawPod,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';
import { rawNetworkPolicy } from '../../testing/raw/security';

type Json = Record<string, unknown>;

const HTTP = {
  port: { number: 80, name: 'http', protocol: 'HTTP' },
  hosts: ['*'],
};

describe('the port that gateway pods listen on', () => {
  const service = (name: string, port: Json, labels?: Json) =>
    rawService({
      name,
      app: 'edge',
      namespace: 'edge',
      ports: [port],
      ...(labels && { labels }),
    });
  const listening = (...services: unknown[]) =>
    chainsOf([
      ...rawMesh(),
      rawPod({
        app: 'edge',
        namespace: 'edge',
        labels: { istio: 'ingressgateway' },
        proxy: { kind: 'gateway' },
        ports: [
          { name: 'other', containerPort: 7070 },
          { name: 'web', containerPort: 8080 },
        ],
      }),
      rawGateway([HTTP]),
      ...services,
    ]).map(({ port }) => port);

  it.each<[string, unknown[], number]>([
    [
      'is its own where no Service has it',
      [service('a', { port: 81, targetPort: 1 })],
      80,
    ],
    [
      'is the target port of the first Service that has it',
      [
        service('a', { port: 81, targetPort: 1 }),
        service('b', { port: 80, targetPort: 2 }),
        service('c', { port: 80, targetPort: 3 }),
      ],
      2,
    ],
    [
      'is the one of the name',
      [service('a', { port: 80, targetPort: 'web' })],
      8080,
    ],
    [
      'is its own where no port has the name',
      [service('a', { port: 80, targetPort: 'gone' })],
      80,
    ],
    [
      'is not that of a Service that opted out',
      [
        service(
          'a',
          { port: 80, targetPort: 1 },
          { 'experimental.istio.io/disable-gateway-port-translation': 'true' },
        ),
        service('b', { port: 80, targetPort: 2 }),
      ],
      2,
    ],
  ])('%s', (_, services, port) => {
    expect(listening(...services)).toEqual([port]);
  });
});

describe('a NetworkPolicy before a host', () => {
  const route = (destinations: unknown[]) =>
    rawVirtualService({
      hosts: ['web.example.com'],
      gateways: ['web'],
      http: [{ route: destinations }],
    });
  const open = (ports: Json[]) =>
    rawNetworkPolicy({ ingress: [{ ports }] }, { name: 'open' });
  const judged = (
    destinations: unknown[],
    ports: Json[],
    ...more: unknown[]
  ) => {
    const [found] = assessRaw([
      ...BASE,
      rawGateway([{ ...HTTP, hosts: ['web.example.com'] }]),
      rawService({
        name: 'two',
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'more', port: 81, targetPort: 8081 },
        ],
      }),
      rawPod({
        proxy: {},
        ports: [{ containerPort: 8080 }, { containerPort: 8081 }],
      }),
      route(destinations),
      open(ports),
      ...more,
    ]).exposures;
    return found.state;
  };

  it.each<[string, unknown[], Json[], string]>([
    [
      'matters on the port that the route names',
      [to('two', 81)],
      [{ port: 8080 }],
      'broken',
    ],
    [
      'does not matter on another port of the Service',
      [to('two', 80)],
      [{ port: 8080 }],
      'exposed',
    ],
    [
      'matters on the first port where the route names none',
      [to('two')],
      [{ port: 8081 }],
      'broken',
    ],
    [
      'does not matter on a port that the Service lacks',
      [to('two', 99)],
      [{ port: 1 }],
      'exposed',
    ],
    [
      'matters for one destination of two',
      [to('two', 80), to('two', 81)],
      [{ port: 8080 }],
      'broken',
    ],
  ])('%s', (_, destinations, ports, state) => {
    expect(judged(destinations, ports)).toBe(state);
  });

  it('matters for the gateway that serves the host alone', () => {
    const other = rawIngressGateway().map(one => ({
      ...one,
      metadata: { ...(one.metadata as Json), namespace: 'elsewhere' },
    }));
    expect(judged([to('two', 80)], [{ port: 8080 }], ...other.slice(1))).toBe(
      'exposed',
    );
  });
});
