import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  AROUND,
  NOW,
  YOUNG,
  OLD,
  ready,
  APPROVED,
  stuck,
  request,
  order,
  challenge,
  namespaced,
} from '../../testing/raw/issuance';
import { rawCertificate, rawIssuer } from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

function judge(raw: unknown[], options = {}) {
  const { certificates } = assessRaw([...AROUND, ...raw], options);
  return answer(certificates)[0];
}

const PENDING = [APPROVED, ready('Pending')];

describe('what holds a certificate back is the request', () => {
  const stopped = (type: string, reason?: string, message?: string) => ({
    type,
    status: 'True',
    ...(reason && { reason }),
    ...(message && { message }),
  });
  it.each<[string | undefined, string, unknown]>([
    [undefined, 'that is too young for an approval', request([], {}, YOUNG)],
    ['waits for approval', 'that nobody approved', request([], {}, OLD)],
    [
      'waits for approval',
      'of which the age is not known',
      request([ready('Pending')], {}, 'long ago'),
    ],
    [
      'was denied',
      'that a policy denied',
      request([APPROVED, stopped('Denied', 'policy.example.com', 'not you')]),
    ],
    [
      'was denied',
      'that was denied without a word',
      request([stopped('Denied')]),
    ],
    [
      'was denied',
      'of which only Ready says so',
      request([APPROVED, ready('Denied', 'denied by an approver')]),
    ],
    [
      'is invalid',
      'that cannot be',
      request([APPROVED, stopped('InvalidRequest', 'Other', 'no such usage')]),
    ],
    [
      'is invalid',
      'that cannot be, without a word',
      request([APPROVED, stopped('InvalidRequest')]),
    ],
    [
      'failed',
      'that its issuer refused',
      request([APPROVED, ready('Failed', 'no')]),
    ],
    [
      'cannot be signed yet',
      'that waits for a Secret',
      request([
        APPROVED,
        ready('Pending', 'Required secret resource not found: ca'),
      ]),
    ],
    [
      undefined,
      'that waited for the issuer, which is there',
      request([
        APPROVED,
        ready('Pending', 'Referenced "ClusterIssuer" not found: mesh-ca'),
      ]),
    ],
    [
      undefined,
      'that waits for an order',
      request([APPROVED, ready('Pending', 'Created Order resource')]),
    ],
    [
      undefined,
      'that is pending without a word',
      request([APPROVED, ready('Pending')]),
    ],
    [
      undefined,
      'that names another reason',
      request([APPROVED, ready('Other', 'Required secret resource not found')]),
    ],
    [
      undefined,
      'that was signed',
      request([{ type: 'Ready', status: 'True', reason: 'Issued' }]),
    ],
  ])('%s: one %s', (words, _what, raw) => {
    const found = judge([stuck(), rawIssuer(), raw]);
    expect(found.rootCause?.summary).toBe(
      words && `CertificateRequest web-tls-1 ${words}`,
    );
  });

  it('says what a request says of its issuer where issuers cannot be read', () => {
    const message = 'Referenced "ClusterIssuer" not found: mesh-ca';
    const raw = [stuck(), request([APPROVED, ready('Pending', message)])];
    const states = { 'clusterissuers.cert-manager.io': 'forbidden' };
    expect(judge(raw, { states }).rootCause).toMatchObject({
      reason: 'Pending',
      message,
    });
  });

  it('waits for the controller of another group, which is not known here', () => {
    const issuerRef = { group: 'aws.example.com', kind: 'PCA', name: 'corp' };
    const one = stuck({ spec: { issuerRef } });
    const told = (raw: unknown) => judge([one, raw]).rootCause?.summary;
    expect(told(request([APPROVED], {}, YOUNG))).toBeUndefined();
    expect(told(request(PENDING))).toBeUndefined();
    expect(told(request([APPROVED]))).toBe(
      'CertificateRequest web-tls-1 waits for the controller of PCA.aws.example.com',
    );
  });

  it('is told of the latest revision, then of the newest', () => {
    const named = (
      name: string,
      revision: string | undefined,
      createdAt: string,
    ) =>
      request(
        [APPROVED, ready('Failed', name)],
        {
          name,
          annotations: revision && {
            'cert-manager.io/certificate-revision': revision,
          },
        },
        createdAt,
      );
    const told = (...raw: unknown[]) =>
      judge([stuck(), rawIssuer(), ...raw]).rootCause?.message;
    const [first, second] = [OLD, YOUNG];
    expect(told(named('a', '9', second), named('b', '10', first))).toBe('b');
    expect(told(named('a', '1', second), named('b', '1', first))).toBe('a');
    expect(told(named('b', '1', first), named('a', '1', second))).toBe('a');
    expect(told(named('a', undefined, second), named('b', '1', first))).toBe(
      'b',
    );
    expect(told(named('b', '1', first), named('a', undefined, second))).toBe(
      'b',
    );
  });
});

describe('what holds a certificate back is the order', () => {
  const before = [stuck(), rawIssuer(), request(PENDING)];
  const told = (...raw: unknown[]) =>
    judge([...before, ...raw]).rootCause?.summary;

  it('by the challenge that is furthest from its end', () => {
    const open = order({ state: 'pending' });
    const fine = [
      challenge('valid', { state: 'valid', reason: 'was slow' }),
      challenge('open', { state: 'pending', presented: true }),
      challenge('new', {}),
    ];
    const seen = challenge('seen', {
      state: 'pending',
      presented: true,
      reason: 'wrong status code 404',
    });
    const hidden = challenge('hidden', {
      state: 'pending',
      presented: false,
      reason: 'no zone',
    });
    const failed = challenge('failed', { state: 'errored' });
    expect(told(open, ...fine)).toBeUndefined();
    expect(told(open, ...fine, seen)).toBe(
      'HTTP-01 challenge for seen.example.com is presented but not visible yet',
    );
    expect(told(open, ...fine, seen, hidden)).toBe(
      'HTTP-01 challenge for hidden.example.com cannot be presented',
    );
    expect(told(open, failed, ...fine, hidden, seen)).toBe(
      'HTTP-01 challenge for failed.example.com failed',
    );
  });

  it('by a challenge of which little is known', () => {
    const bare = challenge(
      'bare',
      { reason: 'why' },
      { dnsName: undefined, type: undefined },
    );
    expect(told(order({}), bare)).toBe('ACME challenge cannot be presented');
  });

  it.each(['invalid', 'expired', 'errored'])('that is %s', state => {
    expect(told(order({ state }))).toBe(`Order web-tls-1-77 is ${state}`);
  });

  it.each(['valid', 'ready', 'processing'])('not one that is %s', state => {
    expect(told(order({ state }))).toBeUndefined();
  });

  it('that is the newest', () => {
    const failed = order({ state: 'errored' }, 'failed', OLD);
    const newer = order({ state: 'pending' }, 'newer', YOUNG);
    expect(told(failed, newer)).toBeUndefined();
    expect(told(newer, failed)).toBeUndefined();
    const latest = order({ state: 'invalid' }, 'latest', NOW);
    expect(told(latest, newer)).toBe('Order latest is invalid');
  });

  it('before what the request says of it', () => {
    const failed = request([
      APPROVED,
      ready('Failed', 'order is in errored state'),
    ]);
    const raw = [
      stuck(),
      rawIssuer(),
      failed,
      order({ state: 'errored', reason: 'rate' }),
    ];
    expect(judge(raw).rootCause).toMatchObject({
      object: { kind: 'Order' },
      message: 'rate',
    });
  });
});

describe('what holds a certificate back is the issuer', () => {
  const at = (kind: string, name = 'mesh-ca') => ({
    spec: { issuerRef: { kind, name } },
  });
  it.each<[string, string, unknown[]]>([
    ['Issuer mesh-ca is not found in istio-ingress', 'Issuer', []],
    [
      'Issuer mesh-ca is not found in istio-ingress, but ClusterIssuer mesh-ca exists',
      'Issuer',
      [namespaced('mesh-ca', 'shop'), rawIssuer()],
    ],
    [
      'Issuer mesh-ca is not found in istio-ingress, but in shop, where only Certificates of that namespace can use it',
      'Issuer',
      [namespaced('mesh-ca', 'team'), namespaced('mesh-ca', 'shop')],
    ],
    [
      'ClusterIssuer mesh-ca is not found',
      'ClusterIssuer',
      [namespaced('mesh-ca', 'shop')],
    ],
    [
      'ClusterIssuer mesh-ca is not found, but Issuer mesh-ca exists',
      'ClusterIssuer',
      [namespaced('mesh-ca', 'istio-ingress')],
    ],
    [
      'Issuer mesh-ca is not ready',
      'Issuer',
      [namespaced('mesh-ca', 'istio-ingress', [])],
    ],
    [
      'Issuer mesh-ca is not ready',
      'Issuer',
      [
        namespaced('mesh-ca', 'istio-ingress', [
          ready('ErrInitIssuer', 'sealed'),
        ]),
      ],
    ],
    [
      'Issuer mesh-ca is not ready',
      'Issuer',
      [namespaced('mesh-ca', 'istio-ingress', [ready()])],
    ],
  ])('%s', (summary, kind, raw) => {
    expect(judge([stuck(at(kind)), ...raw]).rootCause?.summary).toBe(summary);
  });

  it('not where it cannot be read', () => {
    const states = { 'issuers.cert-manager.io': 'forbidden' };
    const found = judge([stuck(at('Issuer')), rawIssuer()], { states });
    expect(found.rootCause).toBeUndefined();
    expect(found.why.summary).toBe(
      'Not issued, never issued; Issuers are forbidden',
    );
  });

  it('nor what cannot be read behind it', () => {
    const states = {
      'certificaterequests.cert-manager.io': 'forbidden',
      'orders.acme.cert-manager.io': 'forbidden',
      'challenges.acme.cert-manager.io': 'absent',
    };
    expect(judge([stuck(), rawIssuer()], { states }).rootCause).toBeUndefined();
    const well = judge([rawCertificate(), rawIssuer()], { states });
    expect(well.why.summary).toBe('Healthy, renews in 29 d');
  });
});
