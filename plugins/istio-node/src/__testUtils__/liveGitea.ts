import { randomBytes } from 'node:crypto';
import { CONFORMANCE_SEED, type ForgeFixture } from '@meshwright/test-kit';
import { GiteaForge } from '../forges/gitea/GiteaForge';

// A running Gitea, as the lab starts one: GITEA_URL, and GITEA_TOKEN of an
// administrator. Without them these tests do not run.
export const liveGiteaUrl = process.env.GITEA_URL;
const url = liveGiteaUrl;
const token = process.env.GITEA_TOKEN ?? '';

async function api(method: string, path: string, body?: object) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `token ${token}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok && response.status !== 422) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return text ? JSON.parse(text) : undefined;
}

/** A repository of its own on the running Gitea. */
export async function liveGitea(
  seed: Record<string, string> = CONFORMANCE_SEED,
): Promise<ForgeFixture> {
  const owner = 'conformance';
  const repo = `run-${randomBytes(6).toString('hex')}`;
  const at = `/repos/${owner}/${repo}`;
  await api('POST', '/orgs', { username: owner });
  await api('POST', '/admin/users', {
    username: 'reviewer',
    email: 'reviewer@example.com',
    password: randomBytes(12).toString('hex'),
  });
  await api('POST', `/orgs/${owner}/repos`, {
    name: repo,
    auto_init: true,
    default_branch: 'main',
  });
  await api('PUT', `${at}/collaborators/reviewer`, { permission: 'write' });
  await api('POST', `${at}/labels`, { name: 'mesh', color: '#00aabb' });
  const commitAsPerson = async (
    branch: string,
    files: Record<string, string>,
  ) => {
    const changes = await Promise.all(
      Object.entries(files).map(async ([path, content]) => {
        const known = await fetch(
          `${url}/api/v1${at}/contents/${path}?ref=${branch}`,
          { headers: { authorization: `token ${token}` } },
        );
        const sha = known.ok ? (await known.json()).sha : undefined;
        return {
          operation: sha ? 'update' : 'create',
          path,
          sha,
          content: Buffer.from(content).toString('base64'),
        };
      }),
    );
    const answer = await api('POST', `${at}/contents`, {
      branch,
      message: 'By hand',
      author: { name: 'Ana Ruiz', email: 'ana.ruiz@example.com' },
      files: changes,
    });
    return answer.commit.sha;
  };
  await commitAsPerson('main', seed);
  const host = new URL(url ?? '').host;
  const options = { host, baseUrl: url, owner, repo, token };
  return {
    forge: new GiteaForge(options),
    withWrongToken: new GiteaForge({ ...options, token: 'f'.repeat(40) }),
    missing: new GiteaForge({ ...options, repo: 'nowhere' }),
    base: 'main',
    reviewer: 'reviewer',
    label: 'mesh',
    commitAsPerson,
    mergeAsPerson: async number => {
      for (let i = 0; ; i++) {
        const pull = await api('GET', `${at}/pulls/${number}`);
        if (pull.mergeable || i > 600) break;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      await api('POST', `${at}/pulls/${number}/merge`, { Do: 'merge' });
    },
    closeAsPerson: number =>
      api('PATCH', `${at}/pulls/${number}`, { state: 'closed' }),
    stop: async () => {
      await api('DELETE', at);
    },
  };
}
