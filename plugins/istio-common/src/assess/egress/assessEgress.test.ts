import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { type EgressChanges, egressAnswers } from '../../testing/egressAnswers';
import {
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawOrigination,
  rawServiceEntry,
} from '../../testing/raw/egress';
import { rawNetworkPolicy } from '../../testing/raw/security';
import {
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawPod,
  rawVirtualService,
} from '../../testing/rawObjects';

const MESH = rawEgressMesh();

const { assessed: egressOf } = egressAnswers(recordAnswers(__filename));

function only(assessment: ReturnType<typeof assessRaw>) {
  expect(assessment.egress).toHaveLength(1);
  return assessment.egress[0];
}

describe('egress with mTLS origination at an egress gateway', () => {
  it('is effective when every link fits', () => {
    const found = only(egressOf());
    expect(found).toMatchObject({
      host: EXTERNAL_HOST,
      ports: [80],
      intent: 'mtls-origination',
      via: 'gateway',
      serviceEntry: { name: 'nginx', namespace: 'shop' },
      gateway: { name: 'egress-nginx', namespace: 'shop' },
      gatewayPods: [{ namespace: 'istio-system', pods: 1, ready: 1 }],
      certificates: [{ kind: 'Certificate', name: 'nginx-client' }],
      namespaces: ['istio-system', 'shop'],
      state: 'effective',
      tone: 'ok',
    });
    expect(found.action).toBeUndefined();
    expect(found.chain.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'ServiceEntry shop/nginx',
      'VirtualService shop/egress-nginx',
      'DestinationRule shop/to-egress-nginx',
      'Service istio-system/istio-egressgateway',
      'Gateway shop/egress-nginx',
      'VirtualService shop/egress-nginx',
      'DestinationRule istio-system/originate-nginx',
      'Certificate istio-system/nginx-client',
    ]);
    expect(found.chain.some(({ broken }) => broken)).toBe(false);
  });

  it('is nothing that is exposed, sound or not', () => {
    expect(egressOf().exposures).toEqual([]);
    const withoutRoute = egressOf({ route: undefined });
    expect(withoutRoute.exposures).toEqual([]);
    expect(withoutRoute.egress).toMatchObject([{ host: EXTERNAL_HOST }]);
  });

  it('raises no finding of ours, and its certificate counts as used', () => {
    const held = rawNetworkPolicy({ policyTypes: ['Egress'] });
    const { findings, certificates } = egressOf({}, [held]);
    expect(findings.filter(({ code }) => code.startsWith('MW01'))).toEqual([]);
    expect(certificates.map(({ state }) => state)).toEqual(['healthy']);
  });

  const parts = rawEgressParts();
  const hop = (tls: Record<string, unknown>) => ({
    ...parts.toGateway,
    spec: {
      ...(parts.toGateway.spec as Record<string, unknown>),
      subsets: [{ name: 'nginx', trafficPolicy: { tls } }],
    },
  });
  const secondRoute = rawEgressRoute({}, { name: 'z-second' });
  const laterRule = rawOrigination({}, {}, { name: 'z-later' });
  const wide = ['*'];

  it.each<[string, string, string, EgressChanges, unknown[]]>([
    [
      'MW0162 degraded',
      'sni without subjectAltNames',
      'any certificate of that CA',
      { originate: rawOrigination({ subjectAltNames: undefined }) },
      [],
    ],
    [
      'MW0162 degraded',
      'insecureSkipVerify',
      'does not check who answers',
      { originate: rawOrigination({ insecureSkipVerify: true }) },
      [],
    ],
    [
      'MW0161 degraded',
      'a rule of the root namespace for every client',
      'exported to every namespace',
      { originate: rawOrigination({}, { exportTo: undefined }) },
      [],
    ],
    [
      'MW0150 degraded',
      'a ServiceEntry without port 80',
      'lacks port 80',
      {
        entry: rawServiceEntry({
          ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
        }),
      },
      [],
    ],
    [
      'MW0166 degraded',
      "a client certificate with the server's name",
      'where it should name the client',
      {
        certificate: rawCertificate({
          name: 'nginx-client',
          namespace: 'istio-system',
          spec: {
            secretName: 'nginx-client',
            dnsNames: [EXTERNAL_HOST],
            usages: ['client auth'],
          },
        }),
      },
      [],
    ],
    [
      'MW0165 broken',
      'a client certificate for servers only',
      'is for server auth only',
      {
        certificate: rawCertificate({
          name: 'nginx-client',
          namespace: 'istio-system',
          spec: {
            secretName: 'nginx-client',
            dnsNames: ['shop.clients.example.com'],
            usages: ['digital signature', 'server auth'],
          },
        }),
      },
      [],
    ],
    [
      'MW0164 broken',
      'a Certificate in the wrong namespace',
      'look for it in istio-system',
      {
        certificate: rawCertificate({
          name: 'nginx-client',
          namespace: 'shop',
          spec: { secretName: 'nginx-client' },
        }),
      },
      [],
    ],
    [
      'MW0164 broken',
      'an expired Certificate',
      'has expired',
      {
        certificate: rawCertificate({
          name: 'nginx-client',
          namespace: 'istio-system',
          spec: {
            secretName: 'nginx-client',
            dnsNames: ['shop.clients.example.com'],
          },
          status: { notAfter: '2026-01-02T00:00:00Z' },
        }),
      },
      [],
    ],
    [
      'MW0153 broken',
      'no rule towards the gateway',
      'routes clients in shop to subset nginx',
      { toGateway: undefined },
      [],
    ],
    [
      'MW0153 degraded',
      'a VirtualService for everyone, whose subset others lack',
      'routes clients in other to subset nginx',
      {
        entry: rawServiceEntry({ exportTo: wide }),
        route: rawEgressRoute({ exportTo: wide }),
      },
      [rawPod({ app: 'web', namespace: 'other', proxy: {} })],
    ],
    [
      'MW0154 broken',
      'plain text to an HTTPS server',
      'which waits for TLS',
      { toGateway: hop({ mode: 'DISABLE' }) },
      [],
    ],
    [
      'MW0154 broken',
      'simple TLS to an ISTIO_MUTUAL server',
      'speak their own TLS',
      { toGateway: hop({ mode: 'SIMPLE', sni: EXTERNAL_HOST }) },
      [],
    ],
    [
      'MW0155 broken',
      'ISTIO_MUTUAL without sni',
      'no Gateway server there has that name',
      { toGateway: hop({ mode: 'ISTIO_MUTUAL' }) },
      [],
    ],
    [
      'MW0155 broken',
      'a wildcard as sni towards the host',
      'sends the wildcard',
      { originate: rawOrigination({ sni: '*.example.com' }) },
      [],
    ],
    [
      'MW0156 broken',
      'no Gateway at all',
      'No Gateway takes',
      { gateway: undefined },
      [],
    ],
    [
      'MW0157 broken',
      'no route from the gateway to the host',
      'has no route for',
      {
        route: rawEgressRoute({
          http: [(parts.route.spec as { http: unknown[] }).http[0]],
        }),
      },
      [],
    ],
    [
      'MW0151 broken',
      'a ServiceEntry that the gateway does not see',
      'is not exported to the egress gateway',
      { entry: rawServiceEntry({ exportTo: ['.'] }) },
      [],
    ],
    [
      'MW0158 broken',
      'no origination for the gateway',
      'sent in plain text',
      { originate: undefined },
      [],
    ],
    [
      'MW0163 degraded',
      'two rules for the host in one namespace',
      'is older and alone counts',
      {},
      [laterRule],
    ],
    [
      'IST0109 degraded',
      'two mesh VirtualServices for the host',
      'comes first and alone counts',
      {},
      [secondRoute],
    ],
    [
      'MW0152 broken',
      'resolution NONE behind a gateway',
      'has no address',
      { entry: rawServiceEntry({ resolution: 'NONE' }) },
      [],
    ],
    [
      'MW0152 broken',
      'a static ServiceEntry without endpoints',
      'has resolution STATIC but no endpoints',
      { entry: rawServiceEntry({ resolution: 'STATIC' }) },
      [],
    ],
  ])('%s: %s', (expected, _, words, changes, more) => {
    const assessment = egressOf(changes, more);
    const [code, state] = expected.split(' ');
    const found = assessment.egress.find(({ host }) => host === EXTERNAL_HOST);
    expect(found?.why.summary).toMatch(words);
    expect(found?.state).toBe(state);
    expect(found?.action?.detail).toBeTruthy();
    expect(found?.chain.filter(({ broken }) => broken)).toHaveLength(1);
    expect(found?.why.considered.filter(one => one.decides)).not.toEqual([]);
    expect(assessment.findings.map(finding => finding.code)).toContain(code);
  });

  it('says that plain text goes to a gateway that originates TLS', () => {
    const plain = rawGateway(
      [
        {
          port: { number: 80, name: 'http', protocol: 'HTTP' },
          hosts: [EXTERNAL_HOST],
        },
      ],
      { name: 'egress-nginx', selector: { istio: 'egressgateway' } },
    );
    const route = rawEgressRoute({
      http: [
        {
          match: [{ gateways: ['mesh'], port: 80 }],
          route: [
            {
              destination: {
                host: 'istio-egressgateway.istio-system.svc.cluster.local',
                port: { number: 80 },
              },
            },
          ],
        },
        {
          match: [{ gateways: ['egress-nginx'], port: 80 }],
          route: [
            { destination: { host: EXTERNAL_HOST, port: { number: 443 } } },
          ],
        },
      ],
    });
    const assessment = egressOf({
      gateway: plain,
      route,
      toGateway: undefined,
    });
    expect(only(assessment)).toMatchObject({
      state: 'degraded',
      via: 'gateway',
    });
    expect(assessment.findings.map(({ code }) => code)).toContain('MW0167');
  });

  it('does not judge a Secret that nothing writes', () => {
    expect(only(egressOf({ certificate: undefined }))).toMatchObject({
      state: 'unknown',
      certificates: [{ kind: 'Secret', name: 'nginx-client' }],
    });
  });

  it('is unknown while routes cannot be read', () => {
    const raw = [...MESH, ...Object.values(rawEgressParts())];
    const assessment = assessRaw(raw, {
      states: { 'virtualservices.networking.istio.io': 'forbidden' },
    });
    expect(only(assessment)).toMatchObject({
      state: 'unknown',
      why: { summary: 'virtualservices.networking.istio.io are forbidden' },
    });
    expect(only(assessment).action).toBeUndefined();
  });
});

describe('egress from the sidecar', () => {
  const HTTP = [{ number: 80, name: 'http', protocol: 'HTTP' }];
  const HTTPS = [{ number: 443, name: 'https', protocol: 'HTTPS' }];
  const egress = (...raw: unknown[]) => assessRaw([...MESH, ...raw]).egress[0];
  const rule = (tls: Record<string, unknown>, port = 80) =>
    rawDestinationRule({
      host: EXTERNAL_HOST,
      trafficPolicy: { portLevelSettings: [{ port: { number: port }, tls }] },
    });

  it.each<[string, string, string, unknown[]]>([
    ['plain', 'effective', 'HTTP', [rawServiceEntry({ ports: HTTP })]],
    [
      'tls-passthrough',
      'effective',
      'the TLS of the client',
      [rawServiceEntry({ ports: HTTPS })],
    ],
    [
      'tls-origination',
      'effective',
      'TLS from the sidecar',
      [
        rawServiceEntry({ ports: [{ ...HTTP[0], targetPort: 443 }] }),
        rule({ mode: 'SIMPLE' }),
      ],
    ],
    [
      'mtls-origination',
      'effective',
      'mTLS with mounted files',
      [
        rawServiceEntry({ ports: [{ ...HTTP[0], targetPort: 443 }] }),
        rule({ mode: 'MUTUAL', clientCertificate: '/c', privateKey: '/k' }),
      ],
    ],
    [
      'mtls-origination',
      'broken',
      'a credential that sidecars skip',
      [
        rawServiceEntry({ ports: [{ ...HTTP[0], targetPort: 443 }] }),
        rule({ mode: 'MUTUAL', credentialName: 'client' }),
      ],
    ],
    [
      'mtls-origination',
      'broken',
      'MUTUAL without a certificate',
      [
        rawServiceEntry({ ports: [{ ...HTTP[0], targetPort: 443 }] }),
        rule({ mode: 'MUTUAL' }),
      ],
    ],
    [
      'tls-passthrough',
      'broken',
      'TLS inside TLS',
      [rawServiceEntry({ ports: HTTPS }), rule({ mode: 'SIMPLE' }, 443)],
    ],
    [
      'plain',
      'broken',
      'a wildcard resolved by DNS',
      [rawServiceEntry({ hosts: ['*.example.com'], ports: HTTP })],
    ],
    [
      'tls-origination',
      'broken',
      'a route to the TLS port without origination',
      [
        rawServiceEntry(),
        rawVirtualService({
          hosts: [EXTERNAL_HOST],
          http: [
            {
              route: [
                { destination: { host: EXTERNAL_HOST, port: { number: 443 } } },
              ],
            },
          ],
        }),
      ],
    ],
  ])('%s is %s: %s', (intent, state, _, raw) => {
    const found = egress(...raw);
    expect(found).toMatchObject({ intent, state, via: 'sidecar' });
    expect(found.gateway).toBeUndefined();
  });

  it('leaves hosts inside the mesh alone', () => {
    expect(egress(rawServiceEntry({ location: 'MESH_INTERNAL' }))).toBe(
      undefined,
    );
  });

  it('passes TLS through an egress gateway by SNI', () => {
    const server = {
      port: { number: 443, name: 'tls', protocol: 'TLS' },
      hosts: [EXTERNAL_HOST],
      tls: { mode: 'PASSTHROUGH' },
    };
    const sni = (gateway: string, host: string) => ({
      match: [{ gateways: [gateway], port: 443, sniHosts: [EXTERNAL_HOST] }],
      route: [{ destination: { host, port: { number: 443 } } }],
    });
    const found = egress(
      rawServiceEntry({ ports: HTTPS }),
      rawGateway([server], {
        name: 'egress-nginx',
        selector: { istio: 'egressgateway' },
      }),
      rawEgressRoute({
        http: undefined,
        tls: [
          sni('mesh', 'istio-egressgateway.istio-system.svc.cluster.local'),
          sni('egress-nginx', EXTERNAL_HOST),
        ],
      }),
    );
    expect(found).toMatchObject({
      intent: 'tls-passthrough',
      via: 'gateway',
      state: 'effective',
      ports: [443],
    });
  });
});
