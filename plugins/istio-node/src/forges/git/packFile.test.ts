import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { forgeFault } from '../forgeFault';
import { type GitObject, gitObjectId } from './gitObject';
import { readPack, writePack } from './packFile';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-pack-'));
const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const git = (args: string[], input: string | Buffer = '') =>
  execFileSync('git', args, { cwd: folder, env: environment, input });

beforeAll(() => git(['init', '-q', '--bare', '.']));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blob = (text: string): GitObject => ({
  type: 'blob',
  content: Buffer.from(text),
});

/** Versions of one text, which git packs as deltas of each other. */
const versions = Array.from({ length: 30 }, (_, version) =>
  Array.from({ length: 400 }, (__, line) =>
    line % 30 === version ? `- changed in ${version}\n` : `- entry ${line}\n`,
  ).join(''),
);

/** A pack as git makes it for who does not know `ofs-delta`. */
function packedByGit(): Buffer {
  const ids = versions.map(text =>
    git(['hash-object', '-w', '--stdin'], text).toString().trim(),
  );
  return git(['pack-objects', '--stdout', '-q'], `${ids.join('\n')}\n`);
}

/** A pack of entries that stand there as bytes. */
function packOf(entries: readonly Buffer[], count = entries.length): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(count, 8);
  return Buffer.concat([head, ...entries, Buffer.alloc(20)]);
}

/** A delta that makes `to` of an object of one byte. */
function deltaEntry(base: GitObject, to: string): Buffer {
  const delta = Buffer.from([1, 1, 1, to.charCodeAt(0)]);
  const head = Buffer.from([7 * 16 + delta.length]);
  const id = Buffer.from(gitObjectId(base), 'hex');
  return Buffer.concat([head, id, deflateSync(delta)]);
}

/** What is thrown. */
function problemOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('readPack', () => {
  it('reads what git packs, deltas of deltas included', () => {
    const pack = packedByGit();
    // A fraction of what is in it: these are deltas.
    expect(pack.length).toBeLessThan(versions.join('').length / 20);
    const objects = readPack(pack, 10_000_000);
    expect([...objects.keys()].sort()).toEqual(
      versions.map(text => gitObjectId(blob(text))).sort(),
    );
    const texts = [...objects.values()].map(({ content }) => `${content}`);
    expect(texts.sort()).toEqual([...versions].sort());
  });

  it('unfolds no more than the limit', () => {
    const pack = packedByGit();
    const unfolded = problemOf(() => readPack(pack, 20_000));
    expect(forgeFault(unfolded)).toBe('too-large');
    const bomb = writePack([blob('\0'.repeat(5_000_000))]);
    expect(bomb.length).toBeLessThan(10_000);
    const inflated = problemOf(() => readPack(bomb, 1_000_000));
    expect(forgeFault(inflated)).toBe('too-large');
    const many = problemOf(() => readPack(packOf([], 2 ** 31), 1_000_000));
    expect(forgeFault(many)).toBe('too-large');
  });

  it('refuses a size of any length before it unpacks', () => {
    const size = Buffer.from([0xb0, ...Array<number>(200).fill(0x80), 0]);
    const entry = Buffer.concat([size, Buffer.from('not packed at all')]);
    expect(() => readPack(packOf([entry]), 1000)).toThrow(
      'the pack of objects cannot be read',
    );
  });

  it('reads deltas that come before what they change', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const deltas = letters
      .slice(1)
      .map((letter, at) => deltaEntry(blob(letters[at]), letter));
    // Two of one base, too.
    const entries = [deltaEntry(blob('b'), 'B'), ...deltas.reverse()];
    const first = Buffer.concat([
      Buffer.from([0x31]),
      deflateSync(Buffer.from('a')),
    ]);
    const read = readPack(packOf([...entries, first]), 1000);
    expect([...read.keys()].sort()).toEqual(
      [...letters, 'B'].map(letter => gitObjectId(blob(letter))).sort(),
    );
    expect(() => readPack(packOf(entries), 1000)).toThrow('cannot be read');
  });

  it('refuses what is spoilt, and hangs on none of it', () => {
    const pack = packedByGit();
    const known = new Set(readPack(pack, 10_000_000).keys());
    const spoilt = fc.record({
      at: fc.nat(pack.length - 21),
      byte: fc.nat(255),
      length: fc.option(fc.nat(pack.length), { nil: undefined }),
    });
    fc.assert(
      fc.property(spoilt, ({ at, byte, length }) => {
        const copy = Buffer.from(pack.subarray(0, length));
        if (at < copy.length) copy[at] = byte;
        let read: Map<string, GitObject>;
        try {
          read = readPack(copy, 10_000_000);
        } catch {
          return;
        }
        // Whatever comes of it, its ids are those of its contents.
        for (const [id, object] of read) {
          expect(known.has(id) || gitObjectId(object) === id).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('writePack', () => {
  it('is read by git', () => {
    const objects = ['', 'a', 'é'.repeat(5000), 'x'.repeat(70_000)].map(blob);
    writeFileSync(join(folder, 'own.pack'), writePack(objects));
    git(['index-pack', '--strict', 'own.pack']);
    expect(readdirSync(folder)).toContain('own.idx');
    const listed = git(['verify-pack', '-v', 'own.idx']).toString();
    for (const object of objects) {
      expect(listed).toContain(`${gitObjectId(object)} blob`);
    }
    const own = readFileSync(join(folder, 'own.pack'));
    expect([...readPack(own, 1_000_000).values()]).toEqual(objects);
  });
});
