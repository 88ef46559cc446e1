import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordAnswers } from './recordAnswers';

const REF = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'cart',
};

function heldFor(test: string, answers: string) {
  const folder = mkdtempSync(join(tmpdir(), 'answers-'));
  mkdirSync(join(folder, '__answers__'));
  const title = `recordAnswers ${test}`;
  writeFileSync(
    join(folder, '__answers__/a.yaml'),
    answers.replaceAll('TEST', title),
  );
  return recordAnswers(join(folder, 'a.test.ts'), {});
}

describe('recordAnswers', () => {
  it('accepts what the file holds', () => {
    const answer = heldFor(
      'accepts what the file holds',
      '"TEST":\n  ref: Deployment.apps shop/cart\n  count: 1\n"TEST #2": 2\n',
    );
    const given = { ref: REF, absent: undefined, count: 1 };
    expect(answer(given)).toBe(given);
    expect(answer(2)).toBe(2);
  });

  it('refuses another answer', () => {
    const answer = heldFor('refuses another answer', '"TEST": {count: 1}\n');
    expect(() => answer({ count: 2 })).toThrow('count');
  });

  it('refuses one that the file does not hold, and writes nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'answers-'));
    const answer = recordAnswers(join(folder, 'a.test.ts'), {});
    expect(() => answer('new')).toThrow('new');
    expect(existsSync(join(folder, '__answers__'))).toBe(false);
  });

  it('never writes in CI', () => {
    expect(() =>
      recordAnswers(__filename, { REFRESH_GOLDEN: '1', CI: 'true' }),
    ).toThrow('REFRESH_GOLDEN is set in CI');
  });
});
