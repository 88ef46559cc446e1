import { certificate } from '../../../dev/build/certificates';
import { lifetimeMarks } from './lifetimeMarks';

const issued = certificate('eu-1', 'a.example.com', {
  notBefore: '2026-11-01T00:00:00Z',
  notAfter: '2026-11-07T00:00:00Z',
  renewalTime: '2026-11-05T00:00:00Z',
});

describe('lifetimeMarks', () => {
  it('places the marks by share of the lifetime, not by days', () => {
    const marks = lifetimeMarks(issued, new Date('2026-11-04T00:00:00Z'));
    expect(marks?.now).toBeCloseTo(50);
    expect(marks?.renewal?.percent).toBeCloseTo(66.67);
    expect(marks?.atRisk).toEqual({
      percent: expect.closeTo(83.33),
      time: '2026-11-06T00:00:00.000Z',
    });
  });

  it('keeps the present inside the bar after the end', () => {
    expect(lifetimeMarks(issued, new Date('2027-01-01T00:00:00Z'))?.now).toBe(
      100,
    );
  });

  it.each([
    { notBefore: undefined },
    { notAfter: undefined },
    { notAfter: '2026-10-01T00:00:00Z' },
    { notAfter: 'nonsense' },
  ])('has nothing to show for %p', change => {
    expect(
      lifetimeMarks({ ...issued, ...change }, new Date('2026-11-04')),
    ).toBeUndefined();
  });
});
