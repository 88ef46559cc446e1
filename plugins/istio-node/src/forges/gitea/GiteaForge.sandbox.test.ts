import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startForge } from '@meshwright/sandbox';
import { CONFORMANCE_SEED, forgeConformance } from '@meshwright/test-kit';
import { GiteaForge } from './GiteaForge';

jest.setTimeout(180_000);

forgeConformance('GiteaForge on the sandbox', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'meshwright-conformance-'));
  const token = 'sandbox-token';
  const server = await startForge({
    port: 0,
    dataDir,
    seed: CONFORMANCE_SEED,
    owner: 'platform',
    repo: 'gitops',
    user: 'meshwright',
    token,
    accounts: [{ name: 'sam.okafor', token: 'sam-token', access: 'write' }],
  });
  const api = async (method: string, path: string, body: object) => {
    const url = `${server.url}/api/v1/repos/platform/gitops${path}`;
    const response = await fetch(url, {
      method,
      headers: { authorization: 'token sam-token' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const options = {
    host: new URL(server.url).host,
    baseUrl: server.url,
    owner: 'platform',
    repo: 'gitops',
    token,
  };
  const forge = new GiteaForge(options);
  await api('POST', '/labels', { name: 'mesh', color: '#00aabb' });
  return {
    forge,
    withWrongToken: new GiteaForge({ ...options, token: 'wrong' }),
    missing: new GiteaForge({ ...options, repo: 'nowhere' }),
    base: 'main',
    reviewer: 'sam.okafor',
    label: 'mesh',
    async commitAsPerson(branch, files) {
      const known = await forge.readFiles(branch, Object.keys(files));
      const answer = await api('POST', '/contents', {
        branch,
        message: 'By hand',
        files: Object.entries(files).map(([path, content]) => ({
          operation: known?.has(path) ? 'update' : 'create',
          path,
          sha: known?.get(path)?.sha,
          content: Buffer.from(content).toString('base64'),
        })),
      });
      return answer.commit.sha;
    },
    mergeAsPerson: number =>
      api('POST', `/pulls/${number}/merge`, { Do: 'merge' }),
    closeAsPerson: number =>
      api('PATCH', `/pulls/${number}`, { state: 'closed' }),
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});
