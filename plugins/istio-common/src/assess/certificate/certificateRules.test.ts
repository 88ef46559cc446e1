import type { CertificateObject } from '../../model/certificateObjects';
import type { StatusCondition } from '../../model/objectMeta';
import { namesOf } from './certificateNames';
import { certificateState } from './certificateState';
import { certificateTimes, renewedBefore, shareLeft } from './certificateTimes';
import { certificateWord, timesWords } from './certificateWords';
import { goDuration } from './goDuration';
import { nextAttempt } from './nextAttempt';
import { secretKeeper, secretKeepers } from './secretKeepers';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-01-01T00:00:00Z');

/** So long after the certificate begins. */
function after(milliseconds: number): string {
  return new Date(BEGIN + milliseconds).toISOString();
}

const READY: StatusCondition = { type: 'Ready', status: 'True' };
const NOT_READY: StatusCondition = { type: 'Ready', status: 'False' };
const ISSUING: StatusCondition = { type: 'Issuing', status: 'True' };

function named(name: string, more: Partial<CertificateObject> = {}) {
  return certificate({
    ref: {
      group: 'cert-manager.io',
      kind: 'Certificate',
      namespace: 'shop',
      name,
    },
    ...more,
  });
}

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
    conditions: [READY],
    notBefore: after(0),
    notAfter: after(90 * DAY),
    ...more,
  };
}

function stateAt(at: number, more: Partial<CertificateObject> = {}) {
  const now = new Date(BEGIN + at);
  const one = certificate(more);
  return certificateState(one, certificateTimes(one, now), now);
}

// Ninety days, renewed after sixty, five minutes of grace, an hour while issuing.
describe('the state of a certificate', () => {
  const due = 60 * DAY;
  const issuing = { conditions: [READY, ISSUING] };
  it.each<[string, number, Partial<CertificateObject>]>([
    ['healthy', due - 1, {}],
    ['renewing', due, {}],
    ['renewing', due + 5 * MINUTE, {}],
    ['overdue', due + 5 * MINUTE + 1, {}],
    ['renewing', due + HOUR, issuing],
    ['overdue', due + HOUR + 1, issuing],
    ['overdue', 75 * DAY, {}],
    ['at-risk', 75 * DAY + 1, {}],
    ['at-risk', 90 * DAY - 1, {}],
    ['expired', 90 * DAY, {}],
    ['expired', 90 * DAY, { renewalDisabled: true }],
    ['healthy', 75 * DAY, { renewalDisabled: true }],
    ['at-risk', 75 * DAY + 1, { renewalDisabled: true }],
    ['healthy', 75 * DAY, { renewalWindows: true }],
    // It is renewed late by its own wish, so that nothing is amiss yet.
    ['healthy', 80 * DAY, { renewBefore: '120h' }],
    ['healthy', 80 * DAY, { renewalTime: after(85 * DAY) }],
    ['healthy', DAY, { failedIssuanceAttempts: 1 }],
    ['at-risk', DAY, { failedIssuanceAttempts: 2 }],
    ['renewing', DAY, issuing],
    ['not-issued', DAY, { notAfter: undefined }],
    ['not-issued', DAY, { notAfter: 'soon' }],
  ])('%s at %d with %j', (state, at, more) => {
    expect(stateAt(at, more)).toBe(state);
  });

  it.each<[string, number]>([
    ['renewing', 40 * MINUTE + 36_000],
    ['overdue', 40 * MINUTE + 36_001],
  ])(
    '%s of an hour at %d, with a hundredth of its life as grace',
    (state, at) => {
      expect(stateAt(at, { notAfter: after(HOUR) })).toBe(state);
      const conditions = [READY, ISSUING];
      expect(stateAt(at, { notAfter: after(HOUR), conditions })).toBe(state);
    },
  );

  it.each<[string, string, number, StatusCondition[]]>([
    ['overdue', 'nothing is done', DAY, [NOT_READY]],
    [
      'not-issued',
      'the Secret is gone',
      DAY,
      [{ ...NOT_READY, reason: 'DoesNotExist' }],
    ],
    [
      'overdue',
      'the issuer changed',
      DAY,
      [{ ...NOT_READY, reason: 'IncorrectIssuer' }],
    ],
    [
      'renewing',
      'it is issued since a time unknown',
      DAY,
      [NOT_READY, ISSUING],
    ],
    [
      'renewing',
      'it is issued for an hour',
      DAY + HOUR,
      [NOT_READY, { ...ISSUING, lastTransitionTime: after(DAY) }],
    ],
    [
      'overdue',
      'it is issued for longer',
      DAY + HOUR + 1,
      [NOT_READY, { ...ISSUING, lastTransitionTime: after(DAY) }],
    ],
    [
      'renewing',
      'it is ready and issued for long',
      DAY + 2 * HOUR,
      [READY, { ...ISSUING, lastTransitionTime: after(DAY) }],
    ],
    [
      'overdue',
      'an attempt ended',
      DAY,
      [NOT_READY, { type: 'Issuing', status: 'False' }],
    ],
  ])('%s when %s', (state, _what, at, conditions) => {
    expect(stateAt(at, { conditions })).toBe(state);
  });

  it('goes by the renewal time where the beginning is not known, or is after the end', () => {
    const renewalTime = after(due);
    for (const [notBefore, grace] of [
      [undefined, 5 * MINUTE],
      [after(100 * DAY), 0],
    ] as const) {
      const more = { notBefore, renewalTime };
      expect(stateAt(due + grace, more)).toBe('renewing');
      expect(stateAt(due + grace + 1, more)).toBe('overdue');
      expect(stateAt(89 * DAY, more)).toBe('overdue');
    }
    expect(stateAt(89 * DAY, { notBefore: undefined })).toBe('healthy');
  });

  it('is not issued where another Certificate keeps the Secret', () => {
    const now = new Date(BEGIN + DAY);
    const one = certificate();
    const times = certificateTimes(one, now);
    expect(certificateState(one, times, now, false)).toBe('not-issued');
    expect(certificateState(one, times, now)).toBe('healthy');
  });
});

describe('the times of a certificate', () => {
  it.each<[Partial<CertificateObject>, number, number]>([
    [{ renewBefore: '1ms' }, 3_000, 1],
    [{ renewBefore: '2999ms' }, 3_000, 2_999],
    [{ renewBefore: '3s' }, 3_000, 1_000],
    [{ renewBefore: '4s' }, 3_000, 1_000],
    [{ renewBefore: 'soon' }, 3_000, 1_000],
    [{ renewBeforePercentage: 0 }, 3_000, 1_000],
    [{ renewBeforePercentage: 1 }, 3_000, 30],
    [{ renewBeforePercentage: 99 }, 3_000, 2_970],
    [{ renewBeforePercentage: 100 }, 3_000, 1_000],
    [{ renewBeforePercentage: -5 }, 3_000, 1_000],
    [{ renewBefore: '2s', renewBeforePercentage: 10 }, 3_000, 2_000],
  ])('%j of %d ms: renewed %d ms before', (more, life, before) => {
    expect(renewedBefore(more, life)).toBe(before);
  });

  it('tell the renewal to the second below', () => {
    const one = certificate({ notAfter: after(10_000) });
    expect(certificateTimes(one, new Date(BEGIN))).toEqual({
      notBefore: BEGIN,
      notAfter: BEGIN + 10_000,
      renewalTime: BEGIN + 6_000,
      left: 1,
    });
  });

  it.each<[number | undefined, number | undefined, number, number | undefined]>(
    [
      [0, 100, 0, 1],
      [0, 100, 25, 0.75],
      [0, 100, 100, 0],
      [0, 100, 200, 0],
      [50, 100, 0, 1],
      [100, 100, 0, undefined],
      [200, 100, 0, undefined],
      [undefined, 100, 0, undefined],
      [0, undefined, 0, undefined],
    ],
  )('%s to %s at %d: %s is left', (notBefore, notAfter, now, left) => {
    expect(shareLeft(notBefore, notAfter, new Date(now))).toBe(left);
  });

  it.each([
    [`${'0'.repeat(63)}h`, 0],
    ['1h1m1s1ms', 3_661_001],
    ['.5s', 500],
    ['1.s', 1_000],
    ['2us', 0.002],
    ['3µs', 0.003],
    ['4ns', 0.000_004],
  ])('%s is %d ms', (text, expected) => {
    expect(goDuration(text)).toBeCloseTo(expected, 9);
  });

  it.each([`${'0'.repeat(64)}h`, undefined])('%s is no duration', text => {
    expect(goDuration(text)).toBeUndefined();
  });
});

describe('words for a certificate', () => {
  const now = new Date(BEGIN);
  it.each([
    ['Overdue 2 d', 'overdue', after(-2 * DAY)],
    ['Overdue', 'overdue', after(0)],
    ['Overdue', 'overdue', after(DAY)],
    ['Overdue', 'overdue', undefined],
    ['Overdue', 'overdue', 'soon'],
    ['At risk', 'at-risk', after(-2 * DAY)],
    ['Not issued', 'not-issued', undefined],
  ] as const)('%s', (words, state, renewalTime) => {
    expect(certificateWord({ state, renewalTime }, now)).toBe(words);
  });

  const end = BEGIN + 10 * DAY;
  it.each([
    ['expired', 'expired', {}],
    ['expired 2 d ago', 'expired', { notAfter: BEGIN - 2 * DAY }],
    ['never issued', 'not-issued', { notAfter: end }],
    [
      'expires in 10 d, 12 % of its life left',
      'at-risk',
      { notAfter: end, left: 0.123 },
    ],
    ['expires in 10 d', 'overdue', { notAfter: end }],
    ['', 'overdue', {}],
    ['being renewed', 'renewing', { notAfter: end }],
    [
      'renews in 3 d',
      'healthy',
      { notAfter: end, renewalTime: BEGIN + 3 * DAY },
    ],
    ['expires in 10 d', 'healthy', { notAfter: end, renewalTime: BEGIN }],
    ['expires in 10 d', 'healthy', { notAfter: end }],
    ['', 'healthy', {}],
  ] as const)('%s: %s', (words, state, times) => {
    expect(timesWords(state, times, now)).toBe(words);
  });

  it('are the common name where there is no other name', () => {
    const commonName = 'web';
    expect(namesOf(certificate({ commonName }))).toEqual(['web.example.com']);
    expect(namesOf(certificate({ commonName, dnsNames: [] }))).toEqual(['web']);
    expect(namesOf(certificate({ dnsNames: [] }))).toEqual([]);
    const ipAddresses = ['10.0.0.1'];
    expect(
      namesOf(certificate({ commonName, dnsNames: [], ipAddresses })),
    ).toEqual(ipAddresses);
  });
});

describe('the next attempt', () => {
  const failed = { type: 'Issuing', status: 'False', reason: 'Failed' };
  const lastFailureTime = after(DAY);
  it.each<[string | undefined, string, Partial<CertificateObject>]>([
    [undefined, 'nothing failed', {}],
    [undefined, 'the time is none', { lastFailureTime: 'soon' }],
    [undefined, 'one is under way', { lastFailureTime, conditions: [ISSUING] }],
    [
      after(DAY + HOUR),
      'one failed',
      { lastFailureTime, conditions: [failed] },
    ],
    [
      after(DAY + 4 * HOUR),
      'three failed',
      { lastFailureTime, conditions: [failed], failedIssuanceAttempts: 3 },
    ],
    [
      after(DAY + HOUR),
      'their number is none',
      { lastFailureTime, conditions: [failed], failedIssuanceAttempts: 0 },
    ],
    [
      undefined,
      'the specification was changed since',
      {
        lastFailureTime,
        generation: 2,
        conditions: [{ ...failed, observedGeneration: 1 }],
      },
    ],
    [
      after(DAY + HOUR),
      'the specification is the same',
      {
        lastFailureTime,
        generation: 2,
        conditions: [{ ...failed, observedGeneration: 2 }],
      },
    ],
    [
      after(DAY + HOUR),
      'the generation is not known',
      { lastFailureTime, conditions: [{ ...failed, observedGeneration: 1 }] },
    ],
    [
      after(DAY + HOUR),
      'the generation of the failure is not known',
      { lastFailureTime, generation: 2, conditions: [failed] },
    ],
    [
      after(60 * DAY),
      'it is good until its renewal',
      { lastFailureTime, conditions: [READY, failed] },
    ],
    [
      after(61 * DAY),
      'it was to be renewed before',
      { lastFailureTime: after(61 * DAY - HOUR), conditions: [READY, failed] },
    ],
    [
      after(DAY + HOUR),
      'it is good and not renewed by itself',
      { lastFailureTime, conditions: [READY], renewalDisabled: true },
    ],
    [
      undefined,
      'the time is out of range',
      { lastFailureTime: '+275760-09-13T00:00:00Z' },
    ],
  ])('is at %s where %s', (expected, _what, more) => {
    const one = certificate({ conditions: [], ...more });
    const times = certificateTimes(one, new Date(BEGIN + DAY));
    expect(nextAttempt(one, times)?.toISOString()).toBe(expected);
  });
});

describe('of Certificates that write one Secret', () => {
  const old = named('old', { createdAt: after(0), conditions: [] });
  const young = named('young', { createdAt: after(DAY), conditions: [] });
  const issued = (one: CertificateObject) => ({
    ...one,
    revision: 1,
    conditions: [READY],
  });
  const refused = (one: CertificateObject, message?: string) => ({
    ...one,
    conditions: [{ ...NOT_READY, reason: 'IncorrectCertificate', message }],
  });
  it.each<[string, string, CertificateObject[]]>([
    ['young', 'it is the only one', [young]],
    ['old', 'it is the oldest', [young, old]],
    ['young', 'it alone was issued', [old, issued(young)]],
    ['old', 'both were issued', [issued(young), issued(old)]],
    [
      'old',
      'ready without a revision is not issued',
      [old, { ...young, conditions: [READY] }],
    ],
    [
      'old',
      'a revision that is not ready is not issued',
      [old, { ...young, revision: 1 }],
    ],
    [
      'young',
      'the Secret names it',
      [
        refused(
          old,
          'Secret was issued for "young". If this message is not transient, …',
        ),
        young,
      ],
    ],
    [
      'young',
      'the Secret names it, though another was issued',
      [
        issued(named('third')),
        refused(old, 'Secret was issued for "young"'),
        young,
      ],
    ],
    [
      'old',
      'the Secret names one that is not there',
      [refused(old, 'Secret was issued for "gone"'), young],
    ],
    ['old', 'a rival says nothing', [refused(old), young]],
    [
      'old',
      'another reason tells a name',
      [
        {
          ...old,
          conditions: [
            {
              ...NOT_READY,
              reason: 'x',
              message: 'Secret was issued for "young"',
            },
          ],
        },
        young,
      ],
    ],
  ])('%s keeps it: %s', (name, _what, rivals) => {
    expect(secretKeeper(rivals)?.ref.name).toBe(name);
  });

  it('each Secret has its own keeper', () => {
    const other = { ...young, secretName: 'other' };
    const keepers = secretKeepers([young, old, other]);
    expect([...keepers].map(([key, { ref }]) => [key, ref.name])).toEqual([
      ['shop/web-tls', 'old'],
      ['shop/other', 'young'],
    ]);
    expect(secretKeeper([])).toBeUndefined();
  });
});
