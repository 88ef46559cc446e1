import { ForgeError } from '../ForgeError';
import { GitError } from '../../process/gitProcess';
import { listCommits } from '../repository/commits';
import { isRefName } from '../repository/isRefName';
import { NO_COMMIT, listRefs, readRef, swapRef } from '../repository/refs';
import { resolveCommit } from '../repository/resolveCommit';
import { refName, requiredText } from './fields';
import { pageAnswer, readPage } from './paging';
import { RepositoryRequest, Route } from './RestRequest';
import { toApiBranch } from './toApiCommit';

const BRANCHES = 'refs/heads/';

/** Gitea: routers/api/v1/repo/branch.go. @internal */
export const branchRoutes: Route<RepositoryRequest>[] = [
  { method: 'GET', path: '/branches', need: 'read', handle: listBranches },
  { method: 'POST', path: '/branches', need: 'write', handle: createBranch },
  { method: 'GET', path: '/branches/*', need: 'read', handle: getBranch },
  { method: 'DELETE', path: '/branches/*', need: 'write', handle: dropBranch },
];

async function listBranches(request: RepositoryRequest) {
  const refs = await listRefs(request.repository.gitDir, BRANCHES);
  const page = readPage(request);
  const items = [];
  for (const { name } of refs.slice(page.skip, page.skip + page.limit)) {
    items.push(await describe(request, name.slice(BRANCHES.length)));
  }
  return pageAnswer(request, page, refs.length, items);
}

async function getBranch(request: RepositoryRequest) {
  return { status: 200, body: await describe(request, request.params['*']) };
}

async function createBranch(request: RepositoryRequest) {
  const { repository, body } = request;
  requiredText(body, 'new_branch_name', 'BranchName');
  const name = refName(body, 'new_branch_name', 'BranchName');
  const from =
    refName(body, 'old_ref_name', 'OldRefName') ||
    refName(body, 'old_branch_name', 'OldBranchName') ||
    repository.settings.defaultBranch;
  const start = await resolveCommit(repository.gitDir, from);
  if (!start) throw new ForgeError(404, 'The old branch does not exist');
  await repository.writes.run(async () => {
    const ref = `${BRANCHES}${name}`;
    if (!(await createRef(repository.gitDir, ref, start.sha))) {
      throw new ForgeError(409, 'The branch already exists.');
    }
  });
  await repository.notice();
  return { status: 201, body: await describe(request, name) };
}

async function createRef(gitDir: string, ref: string, sha: string) {
  try {
    return await swapRef(gitDir, ref, sha, NO_COMMIT);
  } catch (error) {
    // "a" and "a/b" cannot both be branches.
    if (
      error instanceof GitError &&
      /cannot (create|lock)/.test(error.stderr)
    ) {
      throw new ForgeError(
        409,
        'The branch with the same name already exists.',
      );
    }
    throw error;
  }
}

async function dropBranch(request: RepositoryRequest) {
  const { repository, params } = request;
  const name = params['*'];
  const { defaultBranch, protectedBranches } = repository.settings;
  if (name === defaultBranch) {
    throw new ForgeError(
      403,
      'can not delete default or pull request target branch',
    );
  }
  if (protectedBranches.includes(name)) {
    throw new ForgeError(403, 'branch protected');
  }
  await repository.writes.run(async () => {
    const ref = `${BRANCHES}${name}`;
    const sha = isRefName(name) && (await readRef(repository.gitDir, ref));
    if (!sha || !(await swapRef(repository.gitDir, ref, NO_COMMIT, sha))) {
      throw ForgeError.notFound(
        'not found',
        `branch does not exist [name: ${name}]`,
      );
    }
  });
  await repository.notice();
  return { status: 204 };
}

async function describe(request: RepositoryRequest, name: string) {
  const { context, repository, caller } = request;
  const sha =
    isRefName(name) && (await readRef(repository.gitDir, BRANCHES + name));
  if (!sha) throw ForgeError.notFound();
  const [commit] = await listCommits(repository.gitDir, { to: sha, limit: 1 });
  return toApiBranch(context, repository, name, commit, caller);
}
