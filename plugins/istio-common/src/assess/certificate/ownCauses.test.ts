import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  AROUND,
  NOW,
  YOUNG,
  OLD,
  ready,
  ISSUING,
  APPROVED,
  stuck,
  request,
} from '../../testing/raw/issuance';
import { rawCertificate, rawIssuer } from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function judge(raw: unknown[], options = {}) {
  const { certificates } = assessRaw([...AROUND, ...raw], options);
  return answer(certificates)[0];
}

const KEY_DIFFERS =
  'Existing private key is not up to date for spec: [spec.privateKey.algorithm]';

const PENDING = [APPROVED, ready('Pending')];

describe('what holds a certificate back is itself', () => {
  const begun = (lastTransitionTime?: string) => ({
    ...ISSUING,
    message: 'Issuing certificate',
    ...(lastTransitionTime && { lastTransitionTime }),
  });
  const issuing = (time?: string, more: Json = {}) =>
    stuck({
      status: { conditions: [ready('DoesNotExist'), begun(time)], ...more },
    });
  it.each<[string | undefined, string, unknown[], Json?]>([
    [
      'cert-manager makes no CertificateRequest for web-tls',
      'no request is made for a minute',
      [issuing(OLD)],
    ],
    [undefined, 'no request is made for less', [issuing(YOUNG)]],
    [undefined, 'it is not known since when', [issuing()]],
    [undefined, 'the request is there', [issuing(OLD), request(PENDING)]],
    [
      'cert-manager makes no CertificateRequest for web-tls',
      'the request is the last one',
      [issuing(OLD, { revision: 1 }), request(PENDING)],
    ],
    [
      undefined,
      'requests cannot be read',
      [issuing(OLD)],
      { 'certificaterequests.cert-manager.io': 'forbidden' },
    ],
    [
      'cert-manager has not looked at web-tls',
      'it says nothing for a minute',
      [{ ...stuck({ status: { conditions: [] } }) }],
    ],
    [
      'cert-manager has not started to renew web-tls',
      'it expired',
      [
        rawCertificate({
          status: { notAfter: NOW, renewalTime: '2026-01-30T00:00:00Z' },
        }),
      ],
    ],
    [
      'cert-manager has not started to renew web-tls',
      'it is overdue',
      [rawCertificate({ status: { renewalTime: '2026-01-30T00:00:00Z' } })],
    ],
    [
      'The last attempt to issue web-tls failed',
      'an attempt failed without a word',
      [
        stuck({
          status: { conditions: [{ type: 'Issuing', status: 'False' }] },
        }),
      ],
    ],
    [
      undefined,
      'an attempt ended well',
      [
        rawCertificate({
          status: {
            conditions: [
              { type: 'Ready', status: 'True' },
              { type: 'Issuing', status: 'False', reason: 'Issued' },
            ],
          },
        }),
      ],
    ],
    [
      'Certificate web-tls is not ready',
      'it says so without a word',
      [rawCertificate({ status: { conditions: [ready()] } })],
    ],
    [
      'No renewal window of Certificate web-tls can be used',
      'no window opens',
      [
        rawCertificate({
          status: { conditions: [ready('WindowError', 'never')] },
        }),
      ],
    ],
    [
      'Renewal of Certificate web-tls is switched off',
      'it ends soon and is not renewed',
      [
        rawCertificate({
          spec: { renewal: { policy: 'Disabled' } },
          status: { renewalTime: undefined, notAfter: '2026-02-02T00:00:00Z' },
        }),
      ],
    ],
    [
      'Renewal of Certificate web-tls is switched off',
      'it ended and was not renewed',
      [
        rawCertificate({
          spec: { renewal: { policy: 'Disabled' } },
          status: { renewalTime: undefined, notAfter: NOW },
        }),
      ],
    ],
  ])('%s: %s', (summary, _what, raw, states = {}) => {
    const found = judge([rawIssuer(), ...raw], { states });
    expect(found.rootCause?.summary).toBe(summary);
  });

  it('is not renewed by itself, which is no fault yet', () => {
    const found = judge([
      rawIssuer(),
      rawCertificate({
        spec: { renewal: { policy: 'Disabled' } },
        status: { renewalTime: undefined },
      }),
    ]);
    expect(found.why.summary).toBe(
      'Healthy, expires in 59 d, and is not renewed by itself',
    );
  });

  it.each([
    [1, 2, true],
    [2, 2, false],
    [3, 2, false],
    [undefined, 2, false],
    [1, undefined, false],
  ])(
    'has looked at %s of %s: behind %s',
    (observedGeneration, generation, behind) => {
      const one = rawCertificate({
        status: {
          conditions: [{ type: 'Ready', status: 'True', observedGeneration }],
        },
      });
      const metadata = { ...one.metadata, generation };
      const { why } = judge([rawIssuer(), { ...one, metadata }]);
      expect(why.summary.includes('has yet to look at its latest change')).toBe(
        behind,
      );
    },
  );

  it('may not run where the next attempt is an hour late', () => {
    const status = (lastFailureTime: string) => ({
      conditions: [ready('DoesNotExist'), { type: 'Issuing', status: 'False' }],
      lastFailureTime,
    });
    const told = (time: string) =>
      judge([rawIssuer(), stuck({ status: status(time) })]).why.summary;
    expect(told('2026-01-31T22:00:00Z')).not.toMatch(/may not be running/);
    expect(told('2026-01-31T21:59:59Z')).toMatch(
      /; the next attempt was due 60 min ago, so cert-manager may not be running$/,
    );
  });

  it.each<[boolean, string, string, Json]>([
    [true, 'the key has another form', 'Never', {}],
    [false, 'the key may be replaced', 'Always', {}],
    [
      false,
      'it is not issued',
      'Never',
      { conditions: [ready('SecretMismatch', KEY_DIFFERS)] },
    ],
    [
      false,
      'something else differs',
      'Never',
      { conditions: [ready('SecretMismatch', 'spec.dnsNames'), ISSUING] },
    ],
    [
      false,
      'another reason is told',
      'Never',
      { conditions: [ready('Other', KEY_DIFFERS), ISSUING] },
    ],
    [
      false,
      'no message is told',
      'Never',
      { conditions: [ready('SecretMismatch'), ISSUING] },
    ],
    [false, 'Ready is not told', 'Never', { conditions: [ISSUING] }],
  ])(
    'may not replace its key: %s where %s',
    (stays, _what, rotationPolicy, status) => {
      const conditions = [ready('SecretMismatch', KEY_DIFFERS), ISSUING];
      const found = judge([
        rawIssuer(),
        rawCertificate({
          spec: { privateKey: { rotationPolicy } },
          status: { conditions, ...status },
        }),
      ]);
      expect(found.rootCause?.reason === 'KeyMayNotRotate').toBe(stays);
    },
  );

  it('shares its Secret with another one, which keeps it', () => {
    const rival = {
      ...rawCertificate({ name: 'rival', createdAt: '2025-12-31T00:00:00Z' }),
    };
    const found = judge([rawIssuer(), stuck({ name: 'b-tls' }), rival]);
    expect(found.rootCause?.summary).toBe(
      'Certificate rival writes Secret web-tls too, and keeps it',
    );
  });
});
