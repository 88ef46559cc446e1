import { readZip } from './readZip';

/** Two files as Python's zipfile writes them: one stored, one deflated. */
const WRITTEN = Buffer.from(
  'UEsDBBQAAAAAAAAAIVwHoerdAgAAAAIAAAABAAAAYWEKUEsDBBQAAAAIAAAAIVzfxHI1FAAAABgBAAABAAAAYsvOzEuxUghOLSrLTE7lyh7lQXkAUEsBAhQDFAAAAAAAAAAhXAeh6t0CAAAAAgAAAAEAAAAAAAAAAAAAAIABAAAAAGFQSwECFAMUAAAACAAAACFc38RyNRQAAAAYAQAAAQAAAAAAAAAAAAAAgAEhAAAAYlBLBQYAAAAAAgACAF4AAABUAAAAAAA=',
  'base64',
);

describe('readZip', () => {
  it('reads what another program wrote', () => {
    expect(readZip(WRITTEN, 1000).map(String)).toEqual([
      'a\n',
      `${'kind: Service\n'.repeat(20)}`,
    ]);
  });

  it('takes nothing beyond the limit', () => {
    expect(() => readZip(WRITTEN, 200)).toThrow();
  });

  it.each([0, 1, 21, 22, 40, 100])('refuses its first %i bytes', length => {
    expect(() => readZip(WRITTEN.subarray(0, length), 1000)).toThrow();
  });

  /** How much it reads; undefined when it refuses. */
  function readLength(zip: Buffer): number | undefined {
    try {
      return readZip(zip, 1000).reduce((sum, one) => sum + one.length, 0);
    } catch {
      return undefined;
    }
  }

  it('refuses what is spoilt, or reads no more than the limit', () => {
    const lengths = Array.from({ length: WRITTEN.length }, (_, at) => {
      const spoilt = Buffer.from(WRITTEN);
      spoilt[at] = 255 - spoilt[at];
      return readLength(spoilt);
    });
    expect(lengths).toContain(undefined);
    expect(lengths.filter(length => (length ?? 0) > 1000)).toEqual([]);
  });
});
