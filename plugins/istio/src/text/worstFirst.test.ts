import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import { worstFirst } from './worstFirst';

describe('worstFirst', () => {
  it('sorts by tone, then by name, and leaves the input alone', () => {
    const rows: Array<[string, Tone]> = [
      ['b', 'ok'],
      ['d', 'warning'],
      ['a', 'ok'],
      ['c', 'error'],
      ['e', 'unknown'],
    ];
    const sorted = worstFirst(
      rows,
      ([, tone]) => tone,
      ([name]) => name,
    );
    expect(sorted.map(([name]) => name).join('')).toBe('cdeab');
    expect(rows[0][0]).toBe('b');
  });
});
