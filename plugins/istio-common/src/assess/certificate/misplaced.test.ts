import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { TEST_PEM, facts, rawSecret } from '../../testing/raw/secrets';
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

const AROUND = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawIssuer(),
  rawGateway([httpsServer('web.example.com')]),
  rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
];
const MISPLACED = rawCertificate({ namespace: 'shop' });
const SECRET = rawSecret({
  chain: [facts('web', 'CN=root', { dnsNames: ['web.example.com'] })],
  key: 'CN=web',
});
const ELSEWHERE = rawSecret({ name: 'other', chain: [facts('other')] });
const MOVE = { title: 'Move web-tls' };

const answer = recordAnswers(__filename);

type Row = [string, string, string, object | undefined];

const rows = (raw: unknown[]) => {
  const { certificates, exposures } = assessRaw([...AROUND, ...raw], {
    pem: TEST_PEM,
  });
  answer({ certificates, exposures });
  // Certificates before bare Secrets.
  const sorted = [...certificates].sort(
    (a, b) => Number(a.ref.kind === 'Secret') - Number(b.ref.kind === 'Secret'),
  );
  return {
    certificates: sorted.map(
      ({ ref, state, tone, action }): Row => [
        `${ref.kind} ${ref.namespace}`,
        state,
        tone,
        action && { title: action.title },
      ],
    ),
    whys: sorted.map(({ why }) => why.summary),
    exposures: exposures.map(({ state, action }) => [state, action?.detail]),
  };
};

const move =
  'Move Certificate web-tls to namespace istio-ingress, where the gateway pods run';

describe('a Certificate beside its workload instead of the gateway', () => {
  it.each<[string, unknown[], Row[]]>([
    [
      'while Secrets are not read',
      [MISPLACED],
      [
        ['Certificate shop', 'not-used', 'error', MOVE],
        ['Secret istio-ingress', 'unmanaged', 'info', MOVE],
      ],
    ],
    [
      'while the Secret is not there',
      [MISPLACED, ELSEWHERE],
      [
        ['Certificate shop', 'not-used', 'error', MOVE],
        ['Secret istio-ingress', 'not-issued', 'error', MOVE],
      ],
    ],
  ])('is in the wrong namespace %s', (_, raw, expected) => {
    const found = rows(raw);
    expect(found.certificates).toEqual(expected);
    expect(found.whys).toEqual([
      expect.stringContaining(
        'It is in the wrong namespace: it writes Secret web-tls to shop, and Gateway shop/web looks for it in istio-ingress',
      ),
      'Certificate shop/web-tls writes Secret web-tls to shop, not to istio-ingress, where it is looked for',
    ]);
    expect(found.exposures).toEqual([
      ['broken', expect.stringContaining(move)],
    ]);
  });

  it.each<[string, unknown[], Row[], string]>([
    [
      'whose Secret is copied over',
      [MISPLACED, SECRET],
      [
        ['Certificate shop', 'not-used', 'neutral', undefined],
        ['Secret istio-ingress', 'unmanaged', 'info', undefined],
      ],
      'exposed',
    ],
    [
      'of which the gateway has one of its own',
      [MISPLACED, rawCertificate()],
      [
        ['Certificate istio-ingress', 'healthy', 'ok', undefined],
        ['Certificate shop', 'not-used', 'neutral', undefined],
      ],
      'exposed',
    ],
  ])('is where it may be, %s', (_, raw, expected, state) => {
    const found = rows(raw);
    expect(found.certificates).toEqual(expected);
    expect(found.exposures).toEqual([[state, undefined]]);
  });
});
