import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectGolden } from './expectGolden';

describe('expectGolden', () => {
  const file = () => join(mkdtempSync(join(tmpdir(), 'golden-')), 'a.out.yaml');

  it('accepts the same text and refuses another', () => {
    const path = file();
    writeFileSync(path, 'a: 1\n');
    expectGolden(path, 'a: 1\n', {});
    expect(() => expectGolden(path, 'a: 2\n', {})).toThrow();
  });

  it('names a file that is missing', () => {
    expect(() => expectGolden(file(), '', {})).toThrow(
      'Golden file a.out.yaml is missing',
    );
  });

  it('rewrites when asked', () => {
    const path = file();
    expectGolden(path, 'a: 2\n', { REFRESH_GOLDEN: '1' });
    expect(readFileSync(path, 'utf8')).toBe('a: 2\n');
  });

  it.each(['1', 'true'])('refuses to rewrite with CI=%s', CI => {
    expect(() =>
      expectGolden(file(), 'a: 2\n', { REFRESH_GOLDEN: '1', CI }),
    ).toThrow('REFRESH_GOLDEN is set in CI');
  });
});
