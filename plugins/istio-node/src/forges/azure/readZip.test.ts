import { readZip } from './readZip';

/** Two files as Python's zipfile writes them: one stored, one deflated. */
const WRITTEN = Buffer.from(
  'UEsDBBQAAAAAAAAAIVwHoerdAgAAAAIAAAABAAAAYWEKUEsDBBQAAAAIAAAAIVzfxHI1FAAAABgBAAABAAAAYsvOzEuxUghOLSrLTE7lyh7lQXkAUEsBAhQDFAAAAAAAAAAhXAeh6t0CAAAAAgAAAAEAAAAAAAAAAAAAAIABAAAAAGFQSwECFAMUAAAACAAAACFc38RyNRQAAAAYAQAAAQAAAAAAAAAAAAAAgAEhAAAAYlBLBQYAAAAAAgACAF4AAABUAAAAAAA=',
  'base64',
);

describe('readZip', () => {
  it('reads what another program wrote', () => {
    expect(
      readZip(WRITTEN, 1000).map(({ name, content }) => [name, `${content}`]),
    ).toEqual([
      ['a', 'a\n'],
      ['b', 'kind: Service\n'.repeat(20)],
    ]);
  });

  it('unpacks what is wanted only', () => {
    const read = readZip(WRITTEN, 10, name => name === 'a');
    expect(read.map(({ name }) => name)).toEqual(['a']);
  });

  it('tells symbolic links, as Unix marks them', () => {
    const marked = Buffer.from(WRITTEN);
    const entry = marked.indexOf('PK\x01\x02', 0, 'latin1');
    marked[entry + 5] = 3;
    marked.writeUInt32LE(0o120777 * 0x10000, entry + 38);
    expect(readZip(marked, 1000).map(({ isLink }) => isLink)).toEqual([
      ...[true, false],
    ]);
  });

  it('takes nothing beyond the limit', () => {
    expect(() => readZip(WRITTEN, 200)).toThrow();
  });

  it.each([0, 1, 21, 22, 40, 100])('refuses its first %i bytes', length => {
    expect(() => readZip(WRITTEN.subarray(0, length), 1000)).toThrow();
  });

  it.each([
    [
      'its count',
      (zip: Buffer, end: number) => zip.writeUInt16LE(0xffff, end + 10),
    ],
    [
      'the place of its directory',
      (zip: Buffer, end: number) => zip.writeUInt32LE(0xffffffff, end + 16),
    ],
  ])('leaves zip64 to others, told by %s', (_, mark) => {
    const marked = Buffer.from(WRITTEN);
    mark(marked, marked.length - 22);
    expect(() => readZip(marked, 1000)).toThrow('larger than is read');
  });

  it.each(['a', 'b'])('refuses %s when it goes beyond the end', wanted => {
    const cut = Buffer.from(WRITTEN);
    const first = cut.indexOf('PK\x01\x02', 0, 'latin1');
    const second = cut.indexOf('PK\x01\x02', first + 1, 'latin1');
    cut.writeUInt32LE(cut.length, (wanted === 'a' ? first : second) + 20);
    const read = () => readZip(cut, 1000, name => name === wanted);
    expect(read).toThrow('the zip is broken');
  });

  /** How much it reads; undefined when it refuses. */
  function readLength(zip: Buffer): number | undefined {
    try {
      return readZip(zip, 1000).reduce(
        (sum, { content }) => sum + content.length,
        0,
      );
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
