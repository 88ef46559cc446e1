import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { findingProbe } from '../../testing/findingProbe';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawNetworkPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import {
  httpsServer,
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawIstiod,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

const { found } = findingProbe(recordAnswers(__filename));

describe('tokens and networks', () => {
  const EDGE = { namespace: 'istio-ingress' };
  const HOST = 'web.example.com';
  const WORLD = [
    ...rawMesh(),
    ...rawIngressGateway(),
    rawIssuer(),
    rawCertificate(),
    rawGateway([httpsServer(HOST)]),
    rawRoute(HOST, 'cart', { gateways: ['web'] }),
    rawPod({ proxy: {} }),
    rawService(),
  ];
  const behind = [
    rawRequestAuthentication(),
    rawAuthorizationPolicy({
      rules: [{ from: [{ source: { requestPrincipals: [`${ISSUER}/*`] } }] }],
    }),
  ];
  const rules = (...jwtRules: object[]) =>
    rawRequestAuthentication({ jwtRules }, EDGE);

  it.each<[string, unknown[], number]>([
    ['taken off', [rules({ issuer: ISSUER }), ...behind], 1],
    [
      'handed on',
      [rules({ issuer: ISSUER, forwardOriginalToken: true }), ...behind],
      0,
    ],
    ['of another issuer', [rules({ issuer: 'https://x' }), ...behind], 0],
    [
      'of one of two issuers',
      [
        rules(
          { issuer: 'https://x', forwardOriginalToken: true },
          { issuer: ISSUER },
        ),
        ...behind,
      ],
      1,
    ],
    ['that nobody wants', [rules({ issuer: ISSUER }), behind[0]], 0],
  ])('MW0264: a token %s', (_, raw, count) => {
    expect(found(['MW0264'], ...WORLD, ...raw)).toHaveLength(count);
  });

  const two = [rawPod({ app: 'web', proxy: {} }), rawService({ app: 'web' })];
  it.each<[string, unknown[], number]>([
    ['of nobody', [rawRequestAuthentication()], 1],
    [
      'of one of two',
      [
        rawRequestAuthentication(),
        ...two,
        rawTokenDenial(undefined, {
          selector: { matchLabels: { app: 'web' } },
        }),
      ],
      0,
    ],
    [
      'by nothing that applies',
      [rawRequestAuthentication({ selector: { matchLabels: { app: 'no' } } })],
      0,
    ],
    ['without rules', [rawRequestAuthentication({ jwtRules: [] })], 0],
    [
      'at a target',
      [
        rawRequestAuthentication({
          targetRefs: [{ kind: 'Service', group: '', name: 'cart' }],
        }),
      ],
      0,
    ],
  ])('MW0253: a token wanted %s', (_, raw, count) => {
    expect(found(['MW0253'], ...WORLD, ...raw)).toHaveLength(count);
  });

  it('MW0266 and MW0267: what is shut out, by which policies, and how much more', () => {
    const raw = [
      rawNetworkPolicy(),
      rawNetworkPolicy({}, { name: 'again' }),
      rawNetworkPolicy({}, EDGE),
    ];
    expect(
      found(['MW0266', 'MW0267'], ...WORLD, ...raw).length,
    ).toBeGreaterThan(2);
    expect(found(['MW0266', 'MW0267'], ...WORLD)).toEqual([]);
  });

  it('MW0104: certificates for clients, at gateways and not at rules', () => {
    const certificate = (usages: string[]) =>
      rawCertificate({ spec: { usages } });
    const of = (usages: string[]) =>
      found(
        ['MW0104'],
        ...WORLD.filter(one => one.kind !== 'Certificate'),
        certificate(usages),
      );
    expect(of(['client auth', 'code signing'])).toHaveLength(1);
    expect(of(['any'])).toEqual([]);
    expect(of(['client auth', 'any'])).toEqual([]);
    expect(of([])).toEqual([]);
    const presented = rawDestinationRule(
      {
        host: 'cart',
        trafficPolicy: { tls: { mode: 'MUTUAL', credentialName: 'web-tls' } },
      },
      EDGE,
    );
    expect(
      found(
        ['MW0104'],
        ...rawMesh(),
        ...rawIngressGateway(),
        rawService(),
        presented,
        certificate(['client auth']),
      ),
    ).toEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    [
      'without an end, its own duration',
      { duration: '100h', renewBefore: '100h' },
      { notBefore: undefined, notAfter: undefined },
      ['MW0102'],
    ],
    [
      'without an end and a duration, ninety days',
      { renewBefore: '2160h' },
      { notBefore: undefined, notAfter: undefined },
      ['MW0102'],
    ],
    [
      'just under ninety days',
      { renewBefore: '2159h' },
      { notAfter: undefined },
      [],
    ],
    [
      'with an end before its beginning',
      { renewBefore: '1h' },
      { notAfter: '2025-01-01T00:00:00Z' },
      [],
    ],
    ['nine tenths of what it asks for', { duration: '2400h' }, {}, []],
    ['less than that', { duration: '2401h' }, {}, ['MW0105']],
  ])('MW0102 and MW0105: a life %s', (_, spec, status, codes) => {
    const certificate = rawCertificate({
      spec: spec as Record<string, unknown>,
      status: status as Record<string, unknown>,
    });
    expect(
      found(['MW0102', 'MW0105'], rawIssuer(), certificate).map(
        one => one.split(' ')[0],
      ),
    ).toEqual(codes);
  });

  it('MW0200 lists twenty of the workloads that are ahead', () => {
    const pods = Array.from({ length: 21 }, (_, at) =>
      rawPod({ app: `app-${10 + at}`, proxy: { version: '1.31.0' } }),
    );
    const { findings } = assessRaw([...rawMesh(), ...pods]);
    const ahead = findings.find(({ code }) => code === 'MW0200');
    expect(ahead?.related?.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, at) => `app-${10 + at}`),
    );
  });

  it('MW0203 and MW0208: versions that are not known are not compared', () => {
    const unknown = rawIstiod('1-20-0', 'latest');
    const old = rawIstiod('1-27-1', '1.27.1');
    expect(
      found(['MW0203', 'MW0208'], unknown, rawIstiod('1-30-3', '1.30.3')),
    ).toEqual([]);
    expect(
      found(['MW0203', 'MW0208'], unknown, old, rawIstiod('1-30-3', '1.30.3')),
    ).toEqual(['MW0203 warning Deployment istio-system/istiod-1-27-1']);
  });
});
