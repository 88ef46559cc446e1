import * as fc from 'fast-check';
import {
  gitObjectId,
  readTree,
  treeName,
  treeOf,
  writeCommit,
  writeTree,
} from './gitObject';

describe('gitObjectId', () => {
  it.each([
    ['blob', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'],
    ['tree', '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
  ] as const)('is the one that git gives an empty %s', (type, id) => {
    expect(gitObjectId({ type, content: Buffer.alloc(0) })).toBe(id);
  });
});

describe('trees', () => {
  const id = fc
    .uint8Array({ minLength: 20, maxLength: 20 })
    .map(bytes => Buffer.from(bytes).toString('hex'));
  const entry = fc.record({
    mode: fc.constantFrom('40000', '100644', '100755', '120000'),
    name: fc.stringMatching(/^[a-zé.-]{1,8}$/),
    id,
  });
  const tree = fc.uniqueArray(entry, { selector: ({ name }) => name });

  it('come back as they were written, in the order of git', () => {
    fc.assert(
      fc.property(tree, entries => {
        const read = readTree(writeTree(entries).content);
        expect(new Set(read)).toEqual(new Set(entries));
        expect(writeTree(read)).toEqual(writeTree(entries));
      }),
    );
    const names = ['a.b', 'a', 'a-b'].map(name => ({
      ...{ name, id: '0'.repeat(40) },
      mode: name === 'a' ? '40000' : '100644',
    }));
    const sorted = readTree(writeTree(names).content);
    expect(sorted.map(({ name }) => name)).toEqual(['a-b', 'a.b', 'a']);
  });

  it('keep names that are not UTF-8, and sort them by bytes', () => {
    const names = ['caf\xe9.txt', '\xe9.txt', '\xe8.txt', treeName('é')];
    const files = names.map(name => ({
      ...{ mode: '100644', name, id: '0'.repeat(40) },
    }));
    const { content } = writeTree(files);
    const sorted = ['caf\xe9.txt', '\xc3\xa9', '\xe8.txt', '\xe9.txt'];
    expect(content.toString('latin1')).toBe(
      sorted.map(name => `100644 ${name}\0${'\0'.repeat(20)}`).join(''),
    );
    expect(readTree(content).map(({ name }) => name)).toEqual(sorted);
  });

  it('take folders of old programs for what they are', () => {
    const old = ['100644 a.b', '040000 a'].map(line =>
      Buffer.from(`${line}\0${'\0'.repeat(20)}`),
    );
    const read = readTree(Buffer.concat(old));
    expect(read.map(({ mode }) => mode)).toEqual(['100644', '40000']);
    const again = readTree(writeTree(read).content);
    expect(again.map(({ name }) => name)).toEqual(['a.b', 'a']);
  });

  it.each(['40000 a', '100644 a\0short', '\0', 'x\0'.padEnd(30)])(
    'are refused when they are %j',
    text => {
      expect(() => readTree(Buffer.from(text))).toThrow('cannot be read');
    },
  );
});

describe('commits', () => {
  const commit = {
    ...{ tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904', parents: [] },
    ...{ at: 1_700_000_000, message: 'Because.\n' },
    author: { name: 'Mesh <wright>\nparent x', email: 'a@example.com' },
  };

  it('take no lines from a name', () => {
    const { content } = writeCommit(commit);
    expect(`${content}`).toBe(
      `tree ${commit.tree}\nauthor Mesh  wright parent x <a@example.com> 1700000000 +0000\ncommitter Mesh  wright parent x <a@example.com> 1700000000 +0000\n\nBecause.\n`,
    );
  });

  it('tell their tree, and others tell none', () => {
    expect(treeOf(writeCommit(commit))).toBe(commit.tree);
    expect(() => treeOf(writeTree([]))).toThrow('cannot be read');
  });
});
