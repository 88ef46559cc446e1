import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { AROUND, ready, namespaced } from '../../testing/raw/issuance';
import {
  TEST_PEM,
  facts,
  rawSecret,
  rootFacts,
} from '../../testing/raw/secrets';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIssuer,
  rawRoute,
} from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

function judge(raw: unknown[], options = {}) {
  const { certificates } = assessRaw([...AROUND, ...raw], options);
  return answer(certificates)[0];
}

describe('the way to a certificate', () => {
  it('names the first host and counts the others', () => {
    const spec = {
      dnsNames: ['a.example.com', 'b.example.com', 'c.example.com'],
    };
    const spare = { ...spec, secretName: 'spare' };
    const { certificates } = assessRaw([
      ...AROUND,
      rawIssuer(),
      rawGateway([httpsServer('b.example.com')], { name: 'two' }),
      rawRoute('b.example.com', 'cart', { name: 'b', gateways: ['two'] }),
      rawCertificate({ spec }),
      rawCertificate({ name: 'spare', spec: spare }),
      rawCertificate({
        name: 'lone',
        spec: { secretName: 'lone', dnsNames: ['lone.example.com'] },
      }),
    ]);
    answer(certificates);
    expect(
      certificates.map(({ chain: [{ title, state, detail }] }) => [
        title,
        state,
        detail,
      ]),
    ).toEqual([
      ['lone.example.com', 'Not served', undefined],
      ['a.example.com', 'Not served', 'and 2 more'],
      ['b.example.com', 'Served', 'and 1 more'],
    ]);
  });

  it.each([
    ['MissingData', 'Unusable'],
    ['InvalidKeyPair', 'Unusable'],
    ['InvalidCertificate', 'Unusable'],
    ['DoesNotExist', 'Missing'],
    ['Other', 'Present'],
    [undefined, 'Present'],
  ])('leads to a Secret that is %s: %s', (reason, state) => {
    const status = { conditions: [ready(reason)] };
    const { chain } = judge([rawIssuer(), rawCertificate({ status })]);
    expect(chain.find(({ kind }) => kind === 'Secret')?.state).toBe(state);
  });

  it('leads past an issuer that signs with a Secret, which is used', () => {
    const own = (name: string, secretName: string, namespace: string) =>
      rawCertificate({ name, namespace, spec: { secretName } });
    const { certificates } = assessRaw([
      ...AROUND,
      rawIssuer(),
      namespaced('team-ca', 'team', undefined),
      own('root', 'ca', 'cert-manager'),
      own('team', 'ca', 'team'),
      own('lost', 'ca', 'shop'),
    ]);
    expect(
      answer(certificates)
        .map(({ ref, state }) => `${ref.name} ${state}`)
        .slice(0, 4),
    ).toEqual([
      'root healthy',
      'web-tls unmanaged',
      'lost not-used',
      'team healthy',
    ]);
  });

  it.each([
    'gateways.networking.istio.io',
    'pods',
    'ingresses.networking.k8s.io',
  ])('may begin where %s cannot be read', resource => {
    const { certificates } = assessRaw(
      [rawIssuer(), rawCertificate({ spec: { secretName: 'spare' } })],
      { states: { [resource]: 'forbidden' } },
    );
    expect(answer(certificates)[0].state).toBe('healthy');
  });
});

describe('a served Secret without a Certificate', () => {
  const secret = (notAfter: string, notBefore = '2026-01-01T00:00:00Z') =>
    rawSecret({
      chain: [
        facts('web', 'CN=root', {
          dnsNames: ['web.example.com'],
          ipAddresses: ['10.0.0.1'],
          notBefore,
          notAfter,
        }),
        rootFacts(),
      ],
      key: 'CN=web',
    });
  it.each<[string, string, unknown[]]>([
    ['unmanaged', 'ok', [secret('2026-04-01T00:00:00Z')]],
    // A sixth of 37.2 days.
    ['unmanaged', 'ok', [secret('2026-02-07T04:48:00Z')]],
    ['at-risk', 'ok', [secret('2026-02-07T04:47:00Z')]],
    ['at-risk', 'ok', [secret('2026-02-01T00:00:01Z')]],
    ['expired', 'ok', [secret('2026-02-01T00:00:00Z')]],
    ['unmanaged', 'no end', [secret('never')]],
    [
      'not-issued',
      'another Secret',
      [rawSecret({ name: 'other', chain: [facts('web')] })],
    ],
  ])('is %s (%s): %#', (state, _what, raw) => {
    const { certificates } = assessRaw([...AROUND, ...raw], { pem: TEST_PEM });
    expect(answer(certificates)[0].state).toBe(state);
  });
});
