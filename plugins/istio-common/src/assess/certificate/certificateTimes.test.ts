import fc from 'fast-check';
import type { CertificateObject } from '../../model/certificateObjects';
import { certificateState } from './certificateState';
import { certificateTimes, renewedBefore } from './certificateTimes';
import { goDuration } from './goDuration';
import { backOffHours } from './nextAttempt';
import { secretKeeper } from './secretKeepers';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-01-01T00:00:00Z');

function certificate(more: Partial<CertificateObject> = {}): CertificateObject {
  return {
    type: 'certificate',
    ref: {
      group: 'cert-manager.io',
      kind: 'Certificate',
      namespace: 'shop',
      name: 'web',
    },
    secretName: 'web-tls',
    dnsNames: ['web.example.com'],
    issuer: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'ca' },
    conditions: [],
    ...more,
  };
}

describe('goDuration', () => {
  it.each([
    ['2160h0m0s', 90 * DAY],
    ['1.5h', 1.5 * HOUR],
    ['90s', 90_000],
    ['500ms', 500],
    ['', undefined],
    ['90', undefined],
    ['-1h', undefined],
    ['1h nonsense', undefined],
    ['1d', undefined],
  ])('%s', (text, milliseconds) => {
    expect(goDuration(text)).toBe(milliseconds);
  });
});

// As cert-manager's own tests of RenewalTime have it.
describe('when a certificate is renewed', () => {
  it.each<[string, Partial<CertificateObject>, number, number]>([
    ['a third before its end', {}, 90 * DAY, 30 * DAY],
    ['renewBefore', { renewBefore: '240h' }, 90 * DAY, 10 * DAY],
    ['renewBefore as long as its life', { renewBefore: '24h' }, DAY, DAY / 3],
    ['renewBefore of nothing', { renewBefore: '0s' }, 3 * DAY, DAY],
    ['a percentage', { renewBeforePercentage: 50 }, 90 * DAY, 45 * DAY],
    ['a percentage of all', { renewBeforePercentage: 100 }, 3 * DAY, DAY],
    [
      'a percentage beside renewBefore too long',
      { renewBefore: '48h', renewBeforePercentage: 25 },
      DAY,
      DAY / 4,
    ],
  ])('by %s', (_, more, life, before) => {
    expect(renewedBefore(more, life)).toBe(before);
  });

  const times = {
    notBefore: new Date(BEGIN).toISOString(),
    notAfter: new Date(BEGIN + 90 * DAY).toISOString(),
  };

  it('is reckoned where the status does not say', () => {
    expect(
      certificateTimes(certificate(times), new Date(BEGIN)).renewalTime,
    ).toBe(BEGIN + 60 * DAY);
  });

  it.each<Partial<CertificateObject>>([
    { renewalDisabled: true },
    { renewalWindows: true },
  ])('is not guessed with %j', more => {
    expect(
      certificateTimes(certificate({ ...times, ...more }), new Date(BEGIN))
        .renewalTime,
    ).toBeUndefined();
  });
});

describe('back-off', () => {
  it.each([
    [undefined, 1],
    [0, 1],
    [-3, 1],
    [1, 1],
    [2, 2],
    [5, 16],
    [6, 32],
    [7, 32],
    [5_000, 32],
    [Number.NaN, 1],
  ])('after %s attempts', (attempts, hours) => {
    expect(backOffHours(attempts)).toBe(hours);
  });
});

const RANK = ['healthy', 'renewing', 'overdue', 'at-risk', 'expired'];

describe('the state of a certificate', () => {
  it('only gets worse while nothing is done', () => {
    const condition = fc.record({
      type: fc.constantFrom('Ready', 'Issuing'),
      status: fc.constantFrom('True', 'False', 'Unknown', 'odd'),
      reason: fc.constantFrom('Ready', 'Failed', 'RequestChanged'),
      lastTransitionTime: fc
        .integer({ min: -5, max: 100 })
        .map(days => new Date(BEGIN + days * DAY).toISOString()),
    });
    fc.assert(
      fc.property(
        fc.record({
          life: fc.integer({ min: 1, max: 400 * DAY }),
          share: fc.double({ min: 0, max: 1.2, noNaN: true }),
          conditions: fc.uniqueArray(condition, {
            selector: ({ type }) => type,
          }),
          attempts: fc.option(fc.integer({ min: 0, max: 3 })),
          off: fc.boolean(),
        }),
        fc.array(fc.integer({ min: -DAY, max: 500 * DAY }), { minLength: 2 }),
        ({ life, share, conditions, attempts, off }, moments) => {
          const one = certificate({
            notBefore: new Date(BEGIN).toISOString(),
            notAfter: new Date(BEGIN + life).toISOString(),
            ...(off
              ? { renewalDisabled: true }
              : {
                  renewalTime: new Date(BEGIN + life * share).toISOString(),
                }),
            conditions,
            ...(attempts !== null && { failedIssuanceAttempts: attempts }),
          });
          const ranks = [...moments]
            .sort((a, b) => a - b)
            .map(moment => {
              const now = new Date(BEGIN + moment);
              return RANK.indexOf(
                certificateState(one, certificateTimes(one, now), now),
              );
            });
          expect(ranks).not.toContain(-1);
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        },
      ),
    );
  });

  it.each([
    ['the ends of time', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['a life of nothing', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    [
      'a life that ends before it begins',
      '2026-02-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
    ],
    ['no dates', 'yesterday', 'tomorrow'],
  ])('is told for %s', (_, notBefore, notAfter) => {
    const one = certificate({ notBefore, notAfter });
    const now = new Date(BEGIN);
    expect([...RANK, 'not-issued']).toContain(
      certificateState(one, certificateTimes(one, now), now),
    );
  });
});

describe('secretKeeper', () => {
  const named = (name: string, more: Partial<CertificateObject> = {}) =>
    certificate({
      ref: {
        group: 'cert-manager.io',
        kind: 'Certificate',
        namespace: 'shop',
        name,
      },
      ...more,
    });
  const accused = (owner: string) => [
    {
      type: 'Ready',
      status: 'False',
      reason: 'IncorrectCertificate',
      message: `Secret was issued for "${owner}". If this message is not transient, …`,
    },
  ];

  it.each<[string, CertificateObject[], string]>([
    [
      'the one that the Secret names, as its rival says',
      [
        named('a', {
          conditions: accused('b'),
          createdAt: '2026-01-01T00:00:00Z',
        }),
        named('b', { createdAt: '2026-01-02T00:00:00Z' }),
      ],
      'b',
    ],
    [
      'the oldest when the Secret names one that is gone',
      [
        named('a', {
          conditions: accused('gone'),
          createdAt: '2026-01-02T00:00:00Z',
        }),
        named('b', { createdAt: '2026-01-01T00:00:00Z' }),
      ],
      'b',
    ],
    [
      'the first by name among those of one age',
      [
        named('b', { createdAt: '2026-01-01T00:00:00Z' }),
        named('a', { createdAt: '2026-01-01T00:00:00Z' }),
      ],
      'a',
    ],
    ['the only one', [named('a')], 'a'],
  ])('is %s', (_, rivals, keeper) => {
    expect(secretKeeper(rivals)?.ref.name).toBe(keeper);
    expect(secretKeeper([...rivals].reverse())?.ref.name).toBe(keeper);
  });
});
