import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  rawAuthorizationPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

const HOST = 'web.example.com';
const EDGE = { namespace: 'istio-ingress' };
const MESH = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawIssuer(),
  rawCertificate(),
  rawPod({ proxy: {} }),
  rawService(),
];

const answer = recordAnswers(__filename);

function tokensAt(raw: unknown[], server = httpsServer(HOST), states = {}) {
  const { exposures } = assessRaw(
    [
      ...MESH,
      rawGateway([server]),
      rawRoute(HOST, 'cart', { gateways: ['web'] }),
      ...raw,
    ],
    { states },
  );
  return answer(exposures.find(({ host }) => host === HOST)?.authentication);
}

const VALIDATED = rawRequestAuthentication({}, EDGE);
const BOTH = [HOST, `${HOST}:*`];

describe('tokens for an exposed host', () => {
  const cases: Array<[string, string, unknown[]]> = [
    ['none', 'nothing', []],
    ['validated', 'a RequestAuthentication at the gateway', [VALIDATED]],
    [
      'required',
      'both forms of the host',
      [VALIDATED, rawTokenDenial(BOTH, {}, EDGE)],
    ],
    [
      'required',
      'a host in other case',
      [VALIDATED, rawTokenDenial([HOST.toUpperCase(), `${HOST}:*`], {}, EDGE)],
    ],
    [
      'required-on-some',
      'the bare host, which a port in the request gets round',
      [VALIDATED, rawTokenDenial([HOST], {}, EDGE)],
    ],
    [
      'required-on-some',
      'a wildcard, which has no form with a port',
      [VALIDATED, rawTokenDenial(['*.example.com'], {}, EDGE)],
    ],
    [
      'required',
      'a beginning, which covers every port',
      [VALIDATED, rawTokenDenial(['web.*'], {}, EDGE)],
    ],
    [
      'required',
      'every host',
      [VALIDATED, rawTokenDenial(undefined, {}, EDGE)],
    ],
    [
      'validated',
      'another host',
      [VALIDATED, rawTokenDenial(['b.example.com'], {}, EDGE)],
    ],
    [
      'validated',
      'a host that only ends alike',
      [VALIDATED, rawTokenDenial([`my${HOST}`], {}, EDGE)],
    ],
    [
      'required',
      'the port that the pods listen on',
      [
        VALIDATED,
        rawTokenDenial(
          undefined,
          {
            rules: [
              {
                from: [{ source: { notRequestPrincipals: ['*'] } }],
                to: [{ operation: { ports: ['8443'] } }],
              },
            ],
          },
          EDGE,
        ),
      ],
    ],
    [
      'validated',
      'the port of the Service, which the pods do not listen on',
      [
        VALIDATED,
        rawTokenDenial(
          undefined,
          {
            rules: [
              {
                from: [{ source: { notRequestPrincipals: ['*'] } }],
                to: [{ operation: { ports: ['443'] } }],
              },
            ],
          },
          EDGE,
        ),
      ],
    ],
    [
      'required-on-some',
      'paths that are left out',
      [
        VALIDATED,
        rawTokenDenial(
          undefined,
          {
            rules: [
              {
                from: [{ source: { notRequestPrincipals: ['*'] } }],
                to: [{ operation: { notPaths: ['/healthz'] } }],
              },
            ],
          },
          EDGE,
        ),
      ],
    ],
    [
      'validated',
      'gateways elsewhere',
      [VALIDATED, rawTokenDenial(BOTH, {}, { namespace: 'other' })],
    ],
    [
      'required',
      'the root namespace and a selector',
      [
        VALIDATED,
        rawTokenDenial(
          BOTH,
          { selector: { matchLabels: { istio: 'ingressgateway' } } },
          { namespace: 'istio-system' },
        ),
      ],
    ],
    [
      'required',
      'the workload behind, for whom comes through the gateway',
      [
        rawRequestAuthentication(),
        rawAuthorizationPolicy({
          rules: [
            {
              from: [
                {
                  source: {
                    principals: [
                      'cluster.local/ns/istio-ingress/sa/istio-ingressgateway',
                    ],
                    requestPrincipals: ['*'],
                  },
                },
              ],
            },
            {
              from: [{ source: { principals: ['cluster.local/ns/a/sa/b'] } }],
            },
          ],
        }),
      ],
    ],
  ];
  it.each(cases)('are %s with %s', (jwt, _what, raw) => {
    expect(tokensAt(raw)?.jwt).toBe(jwt);
  });

  it('says how the port gets round the policy', () => {
    expect(
      tokensAt([VALIDATED, rawTokenDenial([HOST], {}, EDGE)])?.why.summary,
    ).toContain('requests that name the host with a port get by');
  });

  it('are not looked at where TLS is passed through', () => {
    const server = httpsServer(HOST, '', { tls: { mode: 'PASSTHROUGH' } });
    expect(tokensAt([VALIDATED], server)).toBeUndefined();
  });

  it('are unknown while policies cannot be read', () => {
    expect(
      tokensAt([], httpsServer(HOST), {
        'authorizationpolicies.security.istio.io': 'forbidden',
      }),
    ).toMatchObject({ jwt: 'unknown', tone: 'unknown' });
  });
});
