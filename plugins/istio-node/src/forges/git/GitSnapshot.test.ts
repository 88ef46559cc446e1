import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type GitObject,
  gitObjectId,
  writeCommit,
  writeTree,
} from './gitObject';
import { GitSnapshot } from './GitSnapshot';
import { writePack } from './packFile';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-snapshot-'));
const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const git = (args: string[], input: string | Buffer = '') =>
  execFileSync('git', args, { cwd: folder, env: environment, input });

beforeAll(() => git(['init', '-q', '--bare', '-b', 'main', '.']));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const author = { name: 'Ana', email: 'ana@example.com' };
const at = 1_700_000_000;

it('keeps the names of other files as they are, also those that are not UTF-8', () => {
  const blob: GitObject = { type: 'blob', content: Buffer.from('a: 1\n') };
  const id = gitObjectId(blob);
  // In the order of git; the fourth is é as UTF-8.
  const names = [
    'a.yaml',
    'caf\xe9.txt',
    '\xc3\xa9.yaml',
    '\xe8.txt',
    '\xe9.txt',
  ];
  const inside = writeTree(names.map(name => ({ mode: '100644', name, id })));
  const root = writeTree([
    { mode: '40000', name: 'd\xe9', id: gitObjectId(inside) },
    { mode: '40000', name: '\xc3\xa9', id: gitObjectId(inside) },
  ]);
  const commit = writeCommit({
    ...{ tree: gitObjectId(root), parents: [], author, at, message: 'All\n' },
  });
  const objects = [blob, inside, root, commit];
  const snapshot = new GitSnapshot(
    gitObjectId(commit),
    new Map(objects.map(object => [gitObjectId(object), object])),
  );
  expect(snapshot.blobAt('é/é.yaml')).toBe(id);
  expect([...snapshot.blobsIn('é')]).toEqual([['é/a.yaml', id]]);
  expect([...snapshot.blobsIn(''), ...snapshot.blobsIn('no')]).toEqual([]);
  const made = snapshot.change(
    [
      { path: 'é/a.yaml', content: 'a: 2\n', previousSha: id },
      { path: 'é/é.yaml', content: 'e: 2\n', previousSha: id },
      { path: 'é/ü.yaml', content: 'u: 2\n' },
    ],
    { message: 'Edit\n', author, at },
  );
  const pack = writePack([...objects, ...made.objects]);
  git(['unpack-objects', '-q', '--strict'], pack);
  git(['update-ref', 'refs/heads/main', made.id]);
  expect(`${git(['fsck', '--strict', '--no-dangling'])}`).toBe('');
  const changed = git([
    'diff-tree',
    ...['-r', '-z'],
    '--name-status',
    snapshot.commit,
    made.id,
  ]);
  expect(changed.toString('latin1').split('\0')).toEqual([
    ...['M', '\xc3\xa9/a.yaml', 'M', '\xc3\xa9/\xc3\xa9.yaml'],
    ...['A', '\xc3\xa9/\xc3\xbc.yaml', ''],
  ]);
});
