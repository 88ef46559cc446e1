import { GiteaForge } from '@meshwright/backstage-plugin-istio-node';
import {
  CONFORMANCE_SEED,
  forgeConformance,
  type ForgeFixture,
} from '@meshwright/test-kit';
import { eventually } from './eventually';
import { labFacts } from './labFacts';
import { gitea, mergePullRequest, newRepository } from './labGitea';

// Fifty writers may be at work on the same Gitea.
jest.setTimeout(300_000);

const facts = labFacts().gitea;

/** A user of the lab who can be asked for reviews; the same for every test. */
async function reviewer(): Promise<string> {
  const username = 'conformance-reviewer';
  const users = `/users/${username}`;
  await gitea('GET', users).catch(() =>
    gitea('POST', '/admin/users', {
      username,
      email: `${username}@example.com`,
      password: 'never-signs-in-1',
      must_change_password: false,
    }),
  );
  return username;
}

/** Commits as a person with a clone does: whatever is there is replaced. */
async function commitAsPerson(
  at: string,
  branch: string,
  files: Record<string, string>,
): Promise<string> {
  const changes = await Promise.all(
    Object.entries(files).map(async ([path, content]) => {
      // Gitea's entry of a file, of which the commit must name the hash.
      const known = (await gitea(
        'GET',
        `${at}/contents/${path}?ref=${branch}`,
      ).catch(() => undefined)) as { sha: string } | undefined;
      return {
        operation: known ? 'update' : 'create',
        path,
        sha: known?.sha,
        content: Buffer.from(content).toString('base64'),
      };
    }),
  );
  const answer = await gitea('POST', `${at}/contents`, {
    branch,
    message: 'By hand',
    author: { name: 'Ana Ruiz', email: 'ana.ruiz@example.com' },
    files: changes,
  });
  // What Gitea answers to a commit.
  return (answer as { commit: { sha: string } }).commit.sha;
}

async function openRepository(): Promise<ForgeFixture> {
  const { url, token, organisation: owner } = facts;
  const repo = await newRepository({});
  const at = `/repos/${owner}/${repo}`;
  const asked = await reviewer();
  await gitea('PUT', `${at}/collaborators/${asked}`, { permission: 'write' });
  await gitea('POST', `${at}/labels`, { name: 'mesh', color: '#00aabb' });
  await commitAsPerson(at, 'main', CONFORMANCE_SEED);
  const options = {
    host: new URL(url).host,
    baseUrl: url,
    owner,
    repo,
    token,
  };
  return {
    forge: new GiteaForge(options),
    withWrongToken: new GiteaForge({ ...options, token: 'f'.repeat(40) }),
    missing: new GiteaForge({ ...options, repo: 'nowhere' }),
    base: 'main',
    reviewer: asked,
    label: 'mesh',
    commitAsPerson: (branch, files) => commitAsPerson(at, branch, files),
    mergeAsPerson: number => mergePullRequest(repo, number),
    closeAsPerson: async number => {
      await gitea('PATCH', `${at}/pulls/${number}`, { state: 'closed' });
    },
    // Gitea may still be at work on the repository.
    stop: () => eventually(async () => void (await gitea('DELETE', at))),
  };
}

forgeConformance('GiteaForge on the Gitea of the lab', openRepository);
