import { recordAnswers } from '@meshwright/test-kit';
import { NOW, assessRaw } from '../../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuanceStep,
  rawIssuer,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

/** Everything around the certificate in good order. */
const AROUND = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawGateway([httpsServer('web.example.com')]),
  rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
];

const answer = recordAnswers(__filename);

function certificate(raw: unknown[], options = {}) {
  const { certificates } = assessRaw([...AROUND, ...raw], options);
  answer(certificates);
  expect(certificates).toHaveLength(1);
  return certificates[0];
}

function at(time: string) {
  return { now: new Date(time) };
}

const notReady = (reason: string, message = '') => ({
  type: 'Ready',
  status: 'False',
  reason,
  message,
});
const ISSUING = { type: 'Issuing', status: 'True' };
const READY = { type: 'Ready', status: 'True' };

describe('state of a certificate', () => {
  // 90 days from 1 January, due on 2 March.
  it.each([
    ['healthy', 'long before its renewal', '2026-02-01T00:00:00Z', {}],
    ['renewing', 'within the grace', '2026-03-02T00:04:00Z', {}],
    [
      'overdue',
      'when nothing happens after the grace',
      '2026-03-02T00:06:00Z',
      {},
    ],
    [
      'renewing',
      'while an order is under way',
      '2026-03-02T00:50:00Z',
      { conditions: [READY, ISSUING] },
    ],
    [
      'overdue',
      'when the order takes too long',
      '2026-03-02T01:10:00Z',
      { conditions: [READY, ISSUING] },
    ],
    ['at-risk', 'with less than a sixth left', '2026-03-20T00:00:00Z', {}],
    [
      'at-risk',
      'after two failed attempts',
      '2026-02-01T00:00:00Z',
      { failedIssuanceAttempts: 2 },
    ],
    ['expired', 'after its end', '2026-04-01T00:00:00Z', {}],
    [
      'renewing',
      'when asked for before its time',
      '2026-02-01T00:00:00Z',
      { conditions: [READY, ISSUING] },
    ],
    [
      'not-issued',
      'when its Secret is gone',
      '2026-02-01T00:00:00Z',
      { conditions: [notReady('DoesNotExist')] },
    ],
    [
      'overdue',
      'when it is not ready and nothing is done',
      '2026-02-01T00:00:00Z',
      { conditions: [notReady('IncorrectIssuer')] },
    ],
    [
      'healthy',
      'when renewal is switched off',
      '2026-02-01T00:00:00Z',
      { renewalTime: undefined },
    ],
    [
      'at-risk',
      'near the end when renewal is switched off',
      '2026-03-20T00:00:00Z',
      { renewalTime: undefined },
    ],
  ])('%s %s', (state, _, now, status) => {
    expect(
      certificate([rawIssuer(), rawCertificate({ status })], at(now)).state,
    ).toBe(state);
  });

  it('judges a short certificate by its own life', () => {
    const status = {
      notBefore: '2026-02-01T00:00:00Z',
      notAfter: '2026-02-04T00:00:00Z',
      renewalTime: '2026-02-03T00:00:00Z',
    };
    const short = rawCertificate({ status });
    const states = ['02T12', '03T00:30', '03T01', '03T13', '04T01'].map(
      time =>
        certificate(
          [rawIssuer(), short],
          at(`2026-02-${time.includes(':') ? time : `${time}:00`}:00Z`),
        ).state,
    );
    expect(states).toEqual([
      'healthy',
      'overdue',
      'overdue',
      'at-risk',
      'expired',
    ]);
  });

  it('is not used when nothing serves its Secret', () => {
    const spec = { secretName: 'spare' };
    const found = assessRaw([rawIssuer(), rawCertificate({ spec })]);
    expect(found.certificates[0]).toMatchObject({
      state: 'not-used',
      tone: 'neutral',
      servedBy: [],
    });
  });

  it('is unmanaged when a served Secret has no Certificate', () => {
    expect(certificate([])).toMatchObject({
      ref: { kind: 'Secret', namespace: 'istio-ingress', name: 'web-tls' },
      state: 'unmanaged',
      servedBy: [{ kind: 'Gateway', name: 'web' }],
    });
  });

  it('is unknown, not unmanaged, while Certificates are forbidden', () => {
    const states = { 'certificates.cert-manager.io': 'forbidden' };
    expect(certificate([], { states })).toMatchObject({
      state: 'unknown',
      why: { summary: 'Certificates are forbidden' },
    });
  });

  it('says when the next attempt is due', () => {
    const status = {
      failedIssuanceAttempts: 3,
      lastFailureTime: '2026-01-31T22:00:00Z',
      conditions: [notReady('RequestChanged')],
    };
    const next = (more: object) =>
      certificate([
        rawIssuer(),
        rawCertificate({ status: { ...status, ...more } }),
      ]).nextAttemptAt;
    expect(next({})).toBe('2026-02-01T02:00:00.000Z');
    // The first failures of old releases were not counted.
    expect(next({ failedIssuanceAttempts: undefined })).toBe(
      '2026-01-31T23:00:00.000Z',
    );
    expect(next({ failedIssuanceAttempts: 40 })).toBe(
      '2026-02-02T06:00:00.000Z',
    );
    // What is good is left alone until its renewal.
    expect(next({ conditions: [READY] })).toBe('2026-03-02T00:00:00.000Z');
    expect(next({ conditions: [READY, ISSUING] })).toBeUndefined();
  });
});

describe('root cause of a certificate that is held back', () => {
  const stuck = (conditions: unknown[] = [notReady('DoesNotExist'), ISSUING]) =>
    rawCertificate({
      status: {
        conditions,
        notAfter: undefined,
        notBefore: undefined,
        renewalTime: undefined,
      },
    });
  const request = (conditions: unknown[]) =>
    rawIssuanceStep(
      'CertificateRequest',
      { kind: 'Certificate', name: 'web-tls' },
      {
        name: 'web-tls-1',
        annotations: { 'cert-manager.io/certificate-revision': '1' },
        status: { conditions },
      },
    );
  const APPROVED = { type: 'Approved', status: 'True' };
  const PENDING = notReady('Pending');
  const order = (status: object) =>
    rawIssuanceStep(
      'Order',
      { kind: 'CertificateRequest', name: 'web-tls-1' },
      { name: 'web-tls-1-77', status: { ...status } },
    );
  const challenge = (status: object) =>
    rawIssuanceStep(
      'Challenge',
      { kind: 'Order', name: 'web-tls-1-77' },
      {
        name: 'web-tls-1-77-1',
        spec: { dnsName: 'web.example.com', type: 'DNS-01' },
        status: { ...status },
      },
    );

  it.each([
    ['ClusterIssuer mesh-ca is not found', 'ClusterIssuer', [stuck()]],
    [
      'ClusterIssuer mesh-ca is not ready',
      'ClusterIssuer',
      [stuck(), rawIssuer(false, 'sealed')],
    ],
    [
      'CertificateRequest web-tls-1 waits for approval',
      'CertificateRequest',
      [stuck(), rawIssuer(), request([PENDING])],
    ],
    [
      'CertificateRequest web-tls-1 was denied',
      'CertificateRequest',
      [
        stuck(),
        rawIssuer(),
        request([{ type: 'Denied', status: 'True', message: 'no' }]),
      ],
    ],
    [
      'CertificateRequest web-tls-1 failed',
      'CertificateRequest',
      [
        stuck(),
        rawIssuer(),
        request([APPROVED, notReady('Failed', 'role does not allow')]),
      ],
    ],
    [
      'DNS-01 challenge for web.example.com cannot be presented',
      'Challenge',
      [
        stuck(),
        rawIssuer(),
        request([APPROVED, PENDING]),
        order({ state: 'pending' }),
        challenge({ state: 'pending', reason: 'no hosted zone' }),
      ],
    ],
    [
      'Order web-tls-1-77 is invalid',
      'Order',
      [
        stuck(),
        rawIssuer(),
        request([APPROVED, PENDING]),
        order({ state: 'invalid', reason: 'rate limit' }),
      ],
    ],
    [
      'The last attempt to issue web-tls failed',
      'Certificate',
      [
        stuck([
          notReady('DoesNotExist'),
          {
            type: 'Issuing',
            status: 'False',
            reason: 'Failed',
            message: 'why',
          },
        ]),
        rawIssuer(),
      ],
    ],
    [
      'cert-manager has not looked at web-tls',
      'Certificate',
      [stuck([]), rawIssuer()],
    ],
  ])('%s', (summary, kind, raw) => {
    const found = certificate(raw);
    expect(found.rootCause).toMatchObject({ summary, object: { kind } });
    expect(found.action?.title).toBeTruthy();
    const broken = found.chain.filter(link => link.broken);
    expect(broken).toHaveLength(1);
    expect(broken[0].ref).toEqual(found.rootCause?.object);
  });

  it('is none while a first issuance goes on as it should', () => {
    const found = certificate([
      stuck(),
      rawIssuer(),
      request([APPROVED, PENDING]),
    ]);
    expect(found).toMatchObject({ state: 'not-issued', tone: 'info' });
    expect(found.rootCause).toBeUndefined();
  });

  it('looks at the latest request only', () => {
    const old = rawIssuanceStep(
      'CertificateRequest',
      { kind: 'Certificate', name: 'web-tls' },
      {
        name: 'web-tls-0',
        annotations: { 'cert-manager.io/certificate-revision': '0' },
        status: { conditions: [notReady('Failed', 'old')] },
      },
    );
    const found = certificate([
      stuck(),
      rawIssuer(),
      old,
      request([APPROVED, PENDING]),
    ]);
    expect(found.rootCause).toBeUndefined();
  });

  it('shows the way from host to challenge', () => {
    const found = certificate([
      stuck(),
      rawIssuer(),
      request([APPROVED, PENDING]),
      order({ state: 'pending' }),
      challenge({ state: 'pending', reason: 'no hosted zone' }),
    ]);
    expect(found.chain.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'Host Served',
      'Gateway Bound',
      'Secret Missing',
      'Certificate Not issued',
      'Issuer Ready',
      'CertificateRequest Pending',
      'Order Pending',
      'Challenge Refused',
    ]);
  });

  it('does not blame an issuer that could not be read', () => {
    const states = { 'clusterissuers.cert-manager.io': 'forbidden' };
    const found = certificate([stuck(), request([APPROVED, PENDING])], {
      states,
    });
    expect(found.rootCause).toBeUndefined();
  });

  it('needs no cause while all is well', () => {
    const found = certificate([rawCertificate()], { now: NOW });
    expect(found).toMatchObject({
      state: 'healthy',
      why: { summary: 'Healthy, renews in 29 d' },
    });
    expect(found.rootCause).toBeUndefined();
  });
});
