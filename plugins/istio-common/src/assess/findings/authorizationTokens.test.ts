import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import {
  rawIngressGateway,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
} from '../../testing/rawObjects';

const STRICT = rawPeerAuthentication(
  { mtls: { mode: 'STRICT' } },
  { namespace: 'istio-system' },
);
const MESH = [...rawMesh(), ...rawIngressGateway(), rawPod({ proxy: {} })];
const EDGE = { namespace: 'istio-ingress' };
const PROD = { 'istio.io/rev': 'prod' };

const { statuses } = findingProbe(recordAnswers(__filename));

/** The code and object of each finding on policies. */
function found(raw: readonly unknown[], objects: readonly unknown[] = MESH) {
  return statuses({}, /^MW02[5-9]/, ...objects, ...raw).map(
    ({ code, ref }) => `${code} ${ref.name}`,
  );
}

const from = (source: unknown) => ({ rules: [{ from: [{ source }] }] });
const deny = (spec: object) => ({ action: 'DENY', ...spec });

describe('policies that ask for tokens', () => {
  const VALIDATED = rawRequestAuthentication({}, EDGE);
  const world = [...MESH, STRICT];
  const tokenless = { from: [{ source: { notRequestPrincipals: ['*'] } }] };
  const denial = (rule: object, options = {}) =>
    rawAuthorizationPolicy(
      { action: 'DENY', rules: [{ ...tokenless, ...rule }] },
      { ...EDGE, ...options },
    );

  it.each<[string, object, boolean]>([
    ['nothing', {}, true],
    ['ports', { to: [{ operation: { ports: ['443'] } }] }, true],
    ['hosts', { to: [{ operation: { hosts: ['a.com', 'a.com:*'] } }] }, false],
    ['paths', { to: [{ operation: { paths: ['/a'] } }] }, false],
    ['methods', { to: [{ operation: { methods: ['GET'] } }] }, false],
    [
      'headers',
      { when: [{ key: 'request.headers[x-a]', values: ['b'] }] },
      false,
    ],
  ])('MW0250: a denial at the gateway narrowed by %s', (_, rule, is) => {
    expect(found([VALIDATED, denial(rule)], world)).toEqual(
      is ? ['MW0250 access'] : [],
    );
  });

  it('MW0250 is about who has no token at all', () => {
    const other = rawAuthorizationPolicy(
      deny(from({ notRequestPrincipals: [`${ISSUER}/*`] })),
      EDGE,
    );
    const allow = rawAuthorizationPolicy(
      from({ notRequestPrincipals: ['*'] }),
      { name: 'allow', ...EDGE },
    );
    expect(found([VALIDATED, other, allow], world)).not.toContain(
      'MW0250 access',
    );
  });

  const wanted = (value: string, options = {}) =>
    rawAuthorizationPolicy(from({ requestPrincipals: [value] }), options);
  const pods = ['a', 'b', 'c', 'd', 'e', 'f'].map(app =>
    rawPod({ app, namespace: 'six', proxy: {} }),
  );
  const six = [rawNamespace('six', PROD), ...pods];
  const own = { namespace: 'six' };

  it.each<[string, unknown[], string[]]>([
    [
      'five of the workloads where nobody checks tokens',
      [wanted(`${ISSUER}/*`, own)],
      ['MW0256 access'],
    ],
    [
      'nothing where one of them does',
      [
        wanted(`${ISSUER}/*`, own),
        rawRequestAuthentication(
          { selector: { matchLabels: { app: 'c' } } },
          own,
        ),
        rawTokenDenial(undefined, {}, own),
      ],
      [],
    ],
    [
      'the first value that no issuer has, cut to a length',
      [
        rawAuthorizationPolicy(
          from({
            requestPrincipals: [
              `${ISSUER}/me`,
              `https://${'x'.repeat(300)}/*`,
              'https://y/*',
            ],
          }),
          own,
        ),
        rawRequestAuthentication({}, own),
      ],
      ['MW0256 access'],
    ],
    [
      'a denial that spares who has a token of nobody',
      [
        rawAuthorizationPolicy(
          deny(from({ notRequestPrincipals: ['https://y/*'] })),
          own,
        ),
        rawRequestAuthentication({}, own),
      ],
      ['MW0256 access'],
    ],
    [
      'nothing of a denial that spares one who can have a token',
      [
        rawAuthorizationPolicy(
          deny(from({ notRequestPrincipals: ['https://y/*', `${ISSUER}/*`] })),
          own,
        ),
        rawRequestAuthentication({}, own),
      ],
      [],
    ],
    [
      'nothing of an ALLOW for who has no token',
      [rawAuthorizationPolicy(from({ notRequestPrincipals: ['*'] }), own)],
      [],
    ],
    [
      'nothing of a policy that is for no workload',
      [
        rawAuthorizationPolicy(
          {
            selector: { matchLabels: { app: 'gone' } },
            ...from({ requestPrincipals: [`${ISSUER}/*`] }),
          },
          own,
        ),
      ],
      [],
    ],
    [
      'the issuer, where only some of the proxies accept none',
      [
        wanted('https://y/*', own),
        rawRequestAuthentication(
          { selector: { matchLabels: { app: 'c' } } },
          own,
        ),
      ],
      ['MW0256 access'],
    ],
    [
      'a denial of who has no token, where none is ever accepted',
      [rawTokenDenial(undefined, {}, own)],
      ['MW0256 require-jwt'],
    ],
  ])('MW0256 names %s', (_, raw, expected) => {
    expect(found([...six, ...raw], world)).toEqual(expected);
  });

  it('MW0250: of two rules one is enough', () => {
    const rules = [{ to: [{ operation: { paths: ['/a'] } }] }, tokenless];
    const policy = rawAuthorizationPolicy({ action: 'DENY', rules }, EDGE);
    expect(found([VALIDATED, policy], world)).toEqual(['MW0250 access']);
  });

  it('MW0256 is not about what ztunnel enforces, where a token is never looked at', () => {
    const amber = [
      rawNamespace('amber', { 'istio.io/dataplane-mode': 'ambient' }),
      rawPod({
        namespace: 'amber',
        annotations: { 'ambient.istio.io/redirection': 'enabled' },
      }),
    ];
    const policy = wanted(`${ISSUER}/*`, { namespace: 'amber' });
    expect(found([...amber, policy], world)).toEqual(['MW0268 access']);
  });
});
