import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { facts, gitea } from './lab.mjs';

const { organisation, repository, gitUrl, user, token } = facts.gitea;
const repo = `/repos/${organisation}/${repository}`;
const base64 = text => Buffer.from(text).toString('base64');
const text = content => Buffer.from(content, 'base64').toString();

/** A branch with one new file, and the pull request for it. */
async function propose(branch, path, content) {
  await gitea.post(`${repo}/contents/${path}`, {
    branch: 'main',
    new_branch: branch,
    message: `Add ${path}`,
    content: base64(content),
  });
  return gitea.post(`${repo}/pulls`, {
    head: branch,
    base: 'main',
    title: `Add ${path}`,
  });
}

test('the repository is there', async () => {
  const readme = await gitea.get(`${repo}/contents/README.md?ref=main`);
  assert.ok(text(readme.content).includes(repository));
  const kustomization = await gitea.get(
    `${repo}/contents/clusters/lab/kustomization.yaml`,
  );
  assert.match(text(kustomization.content), /kind: Kustomization/);
});

test('a branch, a file, a pull request, and the merge', async () => {
  const branch = `change-${Date.now()}`;
  const path = `clusters/lab/${branch}.yaml`;
  const pull = await propose(branch, path, 'kind: Gateway\n');
  assert.equal(pull.state, 'open');

  await assert.rejects(
    gitea.post(`${repo}/pulls`, {
      head: branch,
      base: 'main',
      title: 'Once more',
    }),
    { status: 409 },
  );
  await gitea.post(`${repo}/pulls/${pull.number}/merge`, { Do: 'merge' });
  const merged = await gitea.get(`${repo}/pulls/${pull.number}`);
  assert.equal(merged.merged, true);
  const file = await gitea.get(`${repo}/contents/${path}?ref=main`);
  assert.equal(text(file.content), 'kind: Gateway\n');
});

test('git clones over HTTP with the token', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'meshwright-clone-'));
  t.after(() => rm(folder, { recursive: true }));
  const url = gitUrl.replace('://', `://${user}:${token}@`);
  await promisify(execFile)('git', [
    'clone',
    '--quiet',
    '--depth=1',
    url,
    folder,
  ]);
  const file = await readFile(
    join(folder, 'clusters/lab/kustomization.yaml'),
    'utf8',
  );
  assert.match(file, /kind: Kustomization/);
});
