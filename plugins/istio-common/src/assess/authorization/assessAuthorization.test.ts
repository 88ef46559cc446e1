import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw, workloadOf } from '../../testing/assessRaw';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import { rawMesh, rawNamespace, rawPod } from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

function factsOf(
  raw: unknown[],
  states = {},
  pod: unknown = rawPod({ proxy: {} }),
) {
  const assessment = assessRaw([...rawMesh(), pod, ...raw], { states });
  return answer(workloadOf(assessment).authorization);
}

const AMBIENT = rawPod({
  annotations: { 'ambient.istio.io/redirection': 'enabled' },
});

const SELECT = { selector: { matchLabels: { app: 'cart' } } };
const OTHER = { selector: { matchLabels: { app: 'other' } } };
const TOKEN = { from: [{ source: { requestPrincipals: ['*'] } }] };

describe('access to a workload', () => {
  const cases: Array<[string, string, unknown[]]> = [
    ['open', 'no policy', []],
    ['open', 'a policy for other workloads', [rawAuthorizationPolicy(OTHER)]],
    [
      'open',
      'a policy of another namespace',
      [rawAuthorizationPolicy({}, { namespace: 'other' })],
    ],
    [
      'denied',
      'a policy with a selector in the root namespace, unlike PeerAuthentication',
      [rawAuthorizationPolicy(SELECT, { namespace: 'istio-system' })],
    ],
    ['denied', 'an ALLOW policy without rules', [rawAuthorizationPolicy()]],
    [
      'denied',
      'an empty selector, which selects the namespace',
      [rawAuthorizationPolicy({ selector: {} })],
    ],
    [
      'denied',
      'labels beside the selector, which nothing reads',
      [rawAuthorizationPolicy({ selector: {}, matchLabels: { app: 'other' } })],
    ],
    [
      'open',
      'a rule that matches everything',
      [rawAuthorizationPolicy({ rules: [{}] })],
    ],
    [
      'open',
      'a DENY policy without rules',
      [rawAuthorizationPolicy({ action: 'DENY' })],
    ],
    [
      'denied',
      'a DENY rule that matches everything',
      [rawAuthorizationPolicy({ action: 'DENY', rules: [{}] })],
    ],
    [
      'allow-listed',
      'an ALLOW rule',
      [
        rawAuthorizationPolicy({
          rules: [{ from: [{ source: { namespaces: ['web'] } }] }],
        }),
      ],
    ],
    [
      'allow-listed',
      'an ALLOW rule beside one without rules',
      [
        rawAuthorizationPolicy(),
        rawAuthorizationPolicy(
          { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] },
          { name: 'get' },
        ),
      ],
    ],
    [
      'denied',
      'an ALLOW rule with an attribute that Istio does not know',
      [
        rawAuthorizationPolicy({
          rules: [{ when: [{ key: 'request.nothing', values: ['x'] }] }],
        }),
      ],
    ],
    [
      'denied',
      'an ALLOW rule with a port that is none',
      [
        rawAuthorizationPolicy({
          rules: [{ to: [{ operation: { ports: ['http'] } }] }],
        }),
      ],
    ],
    [
      'denied',
      'a DENY rule with a port that is none, which is left out',
      [
        rawAuthorizationPolicy({
          action: 'DENY',
          rules: [{ to: [{ operation: { ports: ['http'] } }] }],
        }),
      ],
    ],
    [
      'open',
      'a dry run',
      [
        rawAuthorizationPolicy(
          {},
          { annotations: { 'istio.io/dry-run': 'true' } },
        ),
      ],
    ],
    [
      'open',
      'AUDIT',
      [rawAuthorizationPolicy({ action: 'AUDIT', rules: [{}] })],
    ],
    [
      'open',
      'an unknown action',
      [rawAuthorizationPolicy({ action: 'LIMIT' })],
    ],
    [
      'open',
      'a policy with targets, which a sidecar ignores',
      [
        rawAuthorizationPolicy({
          targetRefs: [{ kind: 'Service', group: '', name: 'cart' }],
        }),
      ],
    ],
    [
      'custom',
      'an external authorizer',
      [
        rawAuthorizationPolicy({
          action: 'CUSTOM',
          provider: { name: 'opa' },
          rules: [{}],
        }),
      ],
    ],
    [
      'unknown',
      'rules of the wrong type',
      [rawAuthorizationPolicy({ rules: { from: [] } })],
    ],
  ];
  it.each(cases)('is %s with %s', (access, _what, raw) => {
    expect(factsOf(raw)?.access).toBe(access);
  });

  it('lists CUSTOM, DENY, ALLOW in that order, then what has no say, with reasons', () => {
    const facts = factsOf([
      rawAuthorizationPolicy({ action: 'AUDIT' }, { name: 'audit' }),
      rawAuthorizationPolicy(
        { rules: [{ from: [{ source: { namespaces: ['web'] } }] }] },
        { name: 'allow' },
      ),
      rawTokenDenial(['a.example.com'], {}, { name: 'deny' }),
      rawAuthorizationPolicy(
        { action: 'CUSTOM', rules: [{}] },
        { name: 'custom' },
      ),
    ]);
    expect(
      facts?.policies.map(({ ref, says, reason }) => [ref.name, says, reason]),
    ).toEqual([
      [
        'custom',
        'CUSTOM: every request',
        'matches every request; asked first, by an external authorizer',
      ],
      ['deny', 'DENY: no token; hosts a.example.com', 'asked before ALLOW'],
      [
        'allow',
        'ALLOW: namespaces web',
        'what no ALLOW policy matches is turned away',
      ],
      ['audit', 'AUDIT: no rule', 'AUDIT only logs'],
    ]);
  });

  it('is absent where no proxy enforces policies', () => {
    expect(factsOf([rawAuthorizationPolicy()], {}, rawPod())).toBeUndefined();
  });

  it.each(['authorizationpolicies', 'requestauthentications'])(
    'is unknown while %s cannot be read',
    plural => {
      const facts = factsOf([], {
        [`${plural}.security.istio.io`]: 'forbidden',
      });
      expect(facts).toMatchObject({
        access: 'unknown',
        authentication: { jwt: 'unknown' },
      });
      expect(facts?.authentication.why.summary).toContain('forbidden');
    },
  );
});

describe('access in ambient, where ztunnel knows no HTTP', () => {
  it.each([
    ['denied', 'ALLOW', [{ to: [{ operation: { methods: ['GET'] } }] }]],
    ['denied', 'DENY', [{ to: [{ operation: { methods: ['GET'] } }] }]],
    [
      'open',
      'DENY',
      [{ to: [{ operation: { methods: ['GET'], ports: ['81'] } }] }],
    ],
    ['allow-listed', 'ALLOW', [{ to: [{ operation: { ports: ['81'] } }] }]],
    ['open', 'CUSTOM', [{}]],
  ])('is %s with %s %j', (access, action, rules) => {
    const facts = factsOf(
      [
        rawNamespace('shop', { 'istio.io/dataplane-mode': 'ambient' }),
        rawAuthorizationPolicy({ action, rules }),
      ],
      {},
      AMBIENT,
    );
    expect(facts?.access).toBe(access);
  });
});

describe('tokens at a workload', () => {
  const cases: Array<[string, string, unknown[]]> = [
    ['none', 'nothing', []],
    ['validated', 'a RequestAuthentication', [rawRequestAuthentication()]],
    [
      'required',
      'an ALLOW policy for any token',
      [rawRequestAuthentication(), rawAuthorizationPolicy({ rules: [TOKEN] })],
    ],
    [
      'required',
      'a DENY policy for no token',
      [rawRequestAuthentication(), rawTokenDenial(undefined)],
    ],
    [
      'required',
      'a claim',
      [
        rawRequestAuthentication(),
        rawAuthorizationPolicy({
          rules: [
            { when: [{ key: 'request.auth.claims[sub]', values: ['x'] }] },
          ],
        }),
      ],
    ],
    [
      'required-on-some',
      'a path that needs none',
      [
        rawRequestAuthentication(),
        rawAuthorizationPolicy({
          rules: [TOKEN, { to: [{ operation: { paths: ['/health'] } }] }],
        }),
      ],
    ],
    [
      'validated',
      'a rule that lets everything in',
      [
        rawRequestAuthentication(),
        rawAuthorizationPolicy({ rules: [TOKEN, {}] }),
      ],
    ],
    [
      'none',
      'a policy that wants a token where none is validated',
      [rawTokenDenial(undefined)],
    ],
    [
      'unknown',
      'an external authorizer',
      [
        rawAuthorizationPolicy({
          action: 'CUSTOM',
          provider: { name: 'oauth' },
          rules: [{}],
        }),
      ],
    ],
  ];
  it.each(cases)('are %s with %s', (jwt, _what, raw) => {
    expect(factsOf(raw)?.authentication.jwt).toBe(jwt);
  });

  it('names the issuers and the policy that requires', () => {
    const facts = factsOf([
      rawRequestAuthentication(),
      rawTokenDenial(undefined),
    ]);
    expect(facts?.authentication).toMatchObject({
      issuers: [ISSUER],
      tone: 'ok',
      why: {
        summary:
          'Requests without a token are turned away, by AuthorizationPolicy shop/require-jwt',
      },
    });
  });

  it('says that everything is turned away when no issuer can be meant', () => {
    const facts = factsOf([
      rawRequestAuthentication(),
      rawAuthorizationPolicy({
        rules: [{ from: [{ source: { requestPrincipals: ['https://x/*'] } }] }],
      }),
    ]);
    expect(facts).toMatchObject({
      access: 'denied',
      authentication: { jwt: 'none', tone: 'warning' },
    });
  });
});
