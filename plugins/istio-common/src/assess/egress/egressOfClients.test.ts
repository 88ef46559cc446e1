import { recordAnswers } from '@meshwright/test-kit';
import {
  type EgressChanges,
  type EgressRow,
  egressAnswers,
} from '../../testing/egressAnswers';
import {
  EGRESS_GATEWAY,
  EXTERNAL_HOST,
  rawEgressRoute,
  rawOrigination,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  HTTPS_PORT,
  rawEgressServer,
  toHost,
} from '../../testing/raw/egressLegs';
import {
  rawDestinationRule,
  rawNamespace,
  rawPod,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;
const { egressOf, verdict } = egressAnswers(recordAnswers(__filename));

describe('clients of several namespaces', () => {
  const TEAM = ['a-team', 'b-team', 'c-ambient', 'd-out'].flatMap(name => [
    rawNamespace(name),
    rawPod({
      app: 'web',
      namespace: name,
      ...(name < 'c' && { proxy: {} }),
      ...(name.startsWith('c') && {
        annotations: { 'ambient.istio.io/redirection': 'enabled' },
      }),
    }),
  ]);
  const entry = (exportTo: string[] | undefined, namespace = 'shop') => ({
    entry: rawServiceEntry({ exportTo }, { namespace }),
  });
  const mesh = (
    namespace: string,
    destination: unknown[],
    exportTo?: string[],
  ) =>
    rawVirtualService(
      {
        hosts: [EXTERNAL_HOST],
        ...(exportTo && { exportTo }),
        http: [{ route: destination }],
      },
      { name: 'own', namespace },
    );

  it.each<[string, EgressChanges, unknown[]]>([
    ['one stands for all that see the same', entry(['*']), TEAM],
    [
      'one with a route of its own goes its own way',
      entry(['*']),
      [...TEAM, mesh('b-team', [toHost(EXTERNAL_HOST, 443)], ['.'])],
    ],
    [
      'one with a rule of its own goes its own way',
      entry(['*']),
      [
        ...TEAM,
        rawDestinationRule(
          {
            host: EXTERNAL_HOST,
            exportTo: ['.'],
            trafficPolicy: { tls: { mode: 'SIMPLE' } },
          },
          { name: 'own', namespace: 'b-team' },
        ),
      ],
    ],
    [
      'those count to which the host is exported',
      entry(['b-team', 'd-out', 'istio-system']),
      TEAM,
    ],
    [
      'a route that is exported to some concerns these',
      entry(['*']),
      [
        ...TEAM,
        mesh('shop', [toHost('gone.example.com')], ['a-team', 'b-team']),
      ],
    ],
    [
      'the namespace of the host stands in where no pod is in the mesh',
      { ...entry(['.', 'istio-system'], 'd-out'), route: undefined },
      TEAM,
    ],
    [
      'another one stands in where only the gateway is in the namespace of the host',
      { ...entry(['.', 'd-out'], 'istio-system'), route: undefined },
      TEAM,
    ],
    [
      'the namespace of the gateway stands in where there is no other',
      { ...entry(['.'], 'istio-system'), route: undefined },
      TEAM,
    ],
  ])('%s', (_, changes, more) => {
    const found = egressOf(changes, more);
    expect(found).toHaveLength(1);
    expect(found[0].why.summary).toBeTruthy();
  });
});

describe('TLS of the client', () => {
  const sni = (
    gateways: string[],
    host: string,
    names = [EXTERNAL_HOST],
    more: Json = {},
  ) => ({
    match: [{ gateways, port: 443, sniHosts: names, ...more }],
    route: [toHost(host, 443)],
  });
  const PASS: EgressChanges = {
    entry: rawServiceEntry({ ports: HTTPS_PORT }),
    gateway: rawEgressServer({
      port: { number: 443, name: 'tls', protocol: 'TLS' },
      tls: { mode: 'PASSTHROUGH' },
    }),
    toGateway: undefined,
    certificate: undefined,
    originate: undefined,
  };
  const passing = (...tls: unknown[]) =>
    rawEgressRoute({ http: undefined, tls });

  it.each<EgressRow>([
    [
      'goes through the gateway by its name',
      'effective',
      'with their own TLS',
      {
        ...PASS,
        route: passing(
          sni(['mesh'], EGRESS_GATEWAY),
          sni(['egress-nginx'], EXTERNAL_HOST),
        ),
      },
    ],
    [
      'goes nowhere where routes take other names',
      'broken',
      'VirtualServices take other names on port 443',
      {
        ...PASS,
        route: passing(
          sni(['mesh'], EGRESS_GATEWAY, ['other.example.com']),
          sni(['egress-nginx'], EXTERNAL_HOST),
        ),
      },
    ],
    [
      'goes by the narrowest name',
      'effective',
      'with their own TLS',
      {
        ...PASS,
        route: passing(
          sni(['mesh'], 'gone.example.com', ['*.example.com']),
          sni(['mesh'], EGRESS_GATEWAY),
          sni(['egress-nginx'], EXTERNAL_HOST),
        ),
      },
    ],
    [
      'is wrapped again at the gateway',
      'broken',
      'wraps it in SIMPLE again',
      {
        ...PASS,
        route: passing(
          sni(['mesh'], EGRESS_GATEWAY),
          sni(['egress-nginx'], EXTERNAL_HOST),
        ),
        originate: rawOrigination({
          mode: 'SIMPLE',
          credentialName: undefined,
        }),
      },
    ],
    [
      'is not wrapped where the settings are not used',
      'effective',
      'with their own TLS',
      {
        ...PASS,
        route: undefined,
        gateway: undefined,
        originate: rawDestinationRule({
          host: EXTERNAL_HOST,
          trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'x' } },
        }),
      },
    ],
    [
      'is not touched by a rule that turns TLS off',
      'effective',
      'with their own TLS',
      {
        ...PASS,
        route: undefined,
        gateway: undefined,
        originate: rawDestinationRule({
          host: EXTERNAL_HOST,
          trafficPolicy: { tls: { mode: 'DISABLE' } },
        }),
      },
    ],
    [
      'has no chain at the gateway',
      'broken',
      'No Gateway takes',
      { ...PASS, route: passing(sni(['mesh'], EGRESS_GATEWAY)) },
    ],
    [
      'comes to a server that ends TLS',
      'broken',
      'which waits for TLS',
      {
        ...PASS,
        gateway: rawEgressServer({}),
        route: passing(
          sni(['mesh'], EGRESS_GATEWAY),
          sni(['egress-nginx'], EXTERNAL_HOST),
        ),
      },
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });

  it('of TCP is led by the first route that fits', () => {
    const tcp = (gateways: string[], host: string, more: Json = {}) => ({
      match: [{ gateways, ...more }],
      route: [toHost(host, 5432)],
    });
    const [found] = egressOf(
      {
        ...PASS,
        entry: rawServiceEntry({
          ports: [{ number: 5432, name: 'db', protocol: 'TCP' }],
        }),
        gateway: rawEgressServer({
          port: { number: 5432, name: 'tcp', protocol: 'TCP' },
          tls: undefined,
        }),
        route: rawEgressRoute({
          http: undefined,
          tcp: [
            { match: [{ port: 1 }], route: [toHost('gone.example.com')] },
            {
              match: [{ sourceNamespace: 'other', gateways: ['mesh'] }],
              route: [toHost('gone.example.com')],
            },
            { route: [] },
            tcp(['mesh'], EGRESS_GATEWAY, {
              port: 5432,
              sourceNamespace: 'shop',
            }),
            tcp(['egress-nginx'], EXTERNAL_HOST),
          ],
        }),
      },
      [
        rawService({
          app: 'istio-egressgateway',
          namespace: 'istio-system',
          ports: [{ name: 'tcp', port: 5432 }],
        }),
      ],
    );
    expect(found).toMatchObject({
      state: 'effective',
      via: 'gateway',
      intent: 'plain',
      ports: [5432],
    });
  });
});
