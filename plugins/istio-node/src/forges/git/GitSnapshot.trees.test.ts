import {
  type GitObject,
  gitObjectId,
  writeCommit,
  writeTree,
} from './gitObject';
import { GitSnapshot } from './GitSnapshot';

/** Takes note of what is looked up. */
class AskedObjects extends Map<string, GitObject> {
  readonly asked: string[] = [];

  get(id: string): GitObject | undefined {
    this.asked.push(id);
    return super.get(id);
  }
}

it('reads each tree once, however many paths are asked for', () => {
  const blob: GitObject = { type: 'blob', content: Buffer.from('a: 1\n') };
  const id = gitObjectId(blob);
  const folder = writeTree(
    Array.from({ length: 300 }, (_, at) => ({
      mode: '100644',
      name: `f${at}.yaml`,
      id,
    })),
  );
  const root = writeTree([
    { mode: '40000', name: 'apps', id: gitObjectId(folder) },
  ]);
  const commit = writeCommit({
    tree: gitObjectId(root),
    parents: [],
    author: { name: 'a', email: 'a@example.com' },
    at: 0,
    message: 'm',
  });
  const objects = new AskedObjects(
    [blob, folder, root, commit].map(one => [gitObjectId(one), one]),
  );
  const snapshot = new GitSnapshot(gitObjectId(commit), objects);
  for (let at = 0; at < 300; at++) {
    expect(snapshot.blobAt(`apps/f${at}.yaml`)).toBe(id);
  }
  expect(snapshot.blobAt('apps/f300.yaml')).toBeUndefined();
  expect(snapshot.blobsIn('apps').size).toBe(300);
  expect(objects.asked).toEqual([commit, root, folder].map(gitObjectId));
});
