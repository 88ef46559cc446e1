import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  type RecordedSituation,
  judgeSituation,
  wantedOf,
} from '../../testing/judgeSituation';

// Recorded from real cert-manager by lab/product/certificates.test.ts.
const folder = join(__dirname, '__fixtures__');
const recorded = readdirSync(folder).map(file => {
  const [about, ...objects] = parseAllDocuments(
    readFileSync(join(folder, file), 'utf8'),
  ).map(document => document.toJS());
  // The recorder writes the situation as the first document.
  return [file, about as RecordedSituation, objects as unknown[]] as const;
});

describe('what cert-manager wrote', () => {
  it('covers many ways to fail', () => {
    const failing = recorded.filter(
      ([
        ,
        {
          expect: { cause },
        },
      ]) => cause,
    );
    expect(failing.length).toBeGreaterThanOrEqual(20);
  });

  it.each(recorded)('%s', (_, about, objects) => {
    expect(judgeSituation(about, objects)).toEqual(wantedOf(about));
  });

  it.each(recorded)('%s holds no key', (file, _, objects) => {
    expect(JSON.stringify(objects)).not.toMatch(/PRIVATE KEY|LS0tLS1CRUdJTi/);
    expect(file).toMatch(/\.yaml$/);
  });

  it('does not depend on the order of objects', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...recorded)
          .chain(([, about, objects]) =>
            fc.tuple(
              fc.constant(about),
              fc.shuffledSubarray([...objects], { minLength: objects.length }),
            ),
          ),
        ([about, objects]) => {
          expect(judgeSituation(about, objects)).toEqual(wantedOf(about));
        },
      ),
      { numRuns: 60 },
    );
  });
});
