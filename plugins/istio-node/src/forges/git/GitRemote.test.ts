import { forgeFault } from '../forgeFault';
import {
  type GitObject,
  gitObjectId,
  writeCommit,
  writeTree,
} from './gitObject';
import { GitRemote } from './GitRemote';
import { writePack } from './packFile';
import { FLUSH } from './pktLine';

const packet = (bytes: Buffer) =>
  Buffer.concat([
    Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')),
    bytes,
  ]);

/** What a server sends that packs these objects. */
function answerWith(objects: readonly GitObject[]): Buffer {
  const pack = writePack(objects);
  const parts = [packet(Buffer.from('packfile\n'))];
  for (let at = 0; at < pack.length; at += 60_000) {
    const part = pack.subarray(at, at + 60_000);
    parts.push(packet(Buffer.concat([Buffer.from([1]), part])));
  }
  return Buffer.concat([...parts, Buffer.from(FLUSH)]);
}

const tree = writeTree([]);
const commit = writeCommit({
  ...{ tree: gitObjectId(tree), parents: [], at: 1_700_000_000 },
  ...{ author: { name: 'Ana', email: 'a@example.com' }, message: 'All\n' },
});
const id = gitObjectId(commit);
/** Small on the way, more than is unpacked. */
const large = answerWith([
  ...[commit, tree],
  { type: 'blob', content: Buffer.alloc(97 * 1024 * 1024) },
]);

/** A remote with what it was asked for, by filter. */
function remoteWith(answer: (filter: string) => Buffer) {
  const asked: string[] = [];
  const remote = new GitRemote({
    ...{ title: 'Bitbucket', repository: 'M/g', calls: 0 },
    post: async (_, body) => {
      const filter = /filter (\S+)/.exec(`${body}`)?.[1] ?? 'all';
      asked.push(filter);
      return { bytes: answer(filter), clean: text => text };
    },
  });
  return { remote, asked };
}

describe('a commit that unfolds to more than is read', () => {
  it('is read without its files', async () => {
    const { remote, asked } = remoteWith(filter =>
      filter === 'blob:none' ? answerWith([commit, tree]) : large,
    );
    const read = await remote.snapshot(id);
    expect([...(read ?? new Map()).keys()]).toEqual([id, gitObjectId(tree)]);
    expect(asked).toEqual(['blob:limit=65536', 'blob:none']);
  });

  it.each([
    ['without its files too', () => large, ['blob:limit=65536', 'blob:none']],
    [
      'from who filters nothing',
      (filter: string) => (filter === 'all' ? large : Buffer.from(FLUSH)),
      ['blob:limit=65536', 'all'],
    ],
  ])('is told as too large %s', async (_, answer, calls) => {
    const { remote, asked } = remoteWith(answer);
    const error: unknown = await remote.snapshot(id).catch(e => e);
    expect(forgeFault(error)).toBe('too-large');
    expect(asked).toEqual(calls);
  });
});
