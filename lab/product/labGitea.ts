import { labFacts } from './labFacts';
import { eventually } from './eventually';

/** Calls Gitea's API as its administrator. */
export async function gitea(
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const { url, token } = labFacts().gitea;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `token ${token}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(120_000),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return text ? JSON.parse(text) : undefined;
}

/** A repository that nobody else uses, with the given files and a README; answers with its name. */
export async function newRepository(
  files: Record<string, string>,
): Promise<string> {
  const { organisation } = labFacts().gitea;
  const repository = `loop-${Math.random().toString(36).slice(2, 8)}`;
  await gitea('POST', `/orgs/${organisation}/repos`, {
    name: repository,
    auto_init: true,
    default_branch: 'main',
  });
  if (Object.keys(files).length === 0) return repository;
  await gitea('POST', `/repos/${organisation}/${repository}/contents`, {
    branch: 'main',
    message: 'Begin',
    files: Object.entries(files).map(([path, content]) => ({
      operation: 'create',
      path,
      content: Buffer.from(content).toString('base64'),
    })),
  });
  return repository;
}

/** Merges as a reviewer does; Gitea refuses while it still looks for conflicts. */
export async function mergePullRequest(
  repository: string,
  number: number,
): Promise<void> {
  const { organisation } = labFacts().gitea;
  const path = `/repos/${organisation}/${repository}/pulls/${number}/merge`;
  await eventually(() => gitea('POST', path, { Do: 'merge' }));
}
