import fc from 'fast-check';
import { assessRaw } from '../../testing/assessRaw';
import {
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawOrigination,
} from '../../testing/raw/egress';

const MESH = rawEgressMesh();
const secondRoute = rawEgressRoute({}, { name: 'z-second' });
const laterRule = rawOrigination({}, {}, { name: 'z-later' });

describe('egress with mTLS origination at an egress gateway', () => {
  it('does not depend on the order of the objects', () => {
    const raw = [
      ...MESH,
      ...Object.values(rawEgressParts()),
      laterRule,
      secondRoute,
    ];
    const expected = assessRaw(raw).egress;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(raw, { minLength: raw.length }),
        shuffled => {
          expect(assessRaw(shuffled).egress).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('never throws when objects are missing, and is whole again when they return', () => {
    const raw: unknown[] = [...MESH, ...Object.values(rawEgressParts())];
    const whole = assessRaw(raw).egress;
    fc.assert(
      fc.property(fc.subarray(raw), some => {
        for (const { state, why } of assessRaw(some).egress) {
          expect([state, why.summary]).not.toContain(undefined);
        }
        const rest = raw.filter(one => !some.includes(one));
        expect(assessRaw([...some, ...rest]).egress).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});
