import { ForgeAccount, accountEmail } from '../Account';
import { ForgeError } from '../ForgeError';
import { FileChange, changeFiles } from '../repository/changeFiles';
import { Person, listCommits } from '../repository/commits';
import { findEntry } from '../repository/trees';
import { contentAnswer } from './contentAnswer';
import {
  asObject,
  base64,
  flag,
  list,
  object,
  refName,
  requiredText,
  text,
} from './fields';
import { RepositoryRequest, Route } from './RestRequest';
import { toApiFileCommit, UNSIGNED } from './toApiCommit';

const OPERATIONS = ['create', 'update', 'upload', 'rename', 'delete'];
const FILES_IN_ANSWER = 30;

/** Gitea: ChangeFiles, CreateFile, UpdateFile, DeleteFile of routers/api/v1/repo/file.go. @internal */
export const changeRoutes: Route<RepositoryRequest>[] = [
  { method: 'POST', path: '/contents', need: 'sign-in', handle: changeMany },
  {
    method: 'POST',
    path: '/contents/*',
    need: 'sign-in',
    handle: request => changeOne(request, 'create'),
  },
  {
    method: 'PUT',
    path: '/contents/*',
    need: 'sign-in',
    handle: request =>
      changeOne(request, text(request.body, 'sha') ? 'update' : 'create'),
  },
  {
    method: 'DELETE',
    path: '/contents/*',
    need: 'sign-in',
    handle: request => {
      requiredText(request.body, 'sha', 'SHA');
      return changeOne(request, 'delete');
    },
  },
];

async function changeMany(request: RepositoryRequest) {
  if (!Array.isArray(request.body.files)) {
    throw new ForgeError(422, '[Files]: Required');
  }
  const files = list(request.body, 'files').map(readFile);
  return { status: 201, body: await change(request, files) };
}

async function changeOne(request: RepositoryRequest, operation: string) {
  const answer = await change(request, [
    {
      operation,
      path: request.params['*'],
      content: base64(request.body, 'content'),
      sha: text(request.body, 'sha') || undefined,
      fromPath: text(request.body, 'from_path') || undefined,
    },
  ]);
  const { files, ...rest } = answer;
  return {
    status: operation === 'create' ? 201 : 200,
    body: { content: files[0] ?? null, ...rest },
  };
}

function readFile(value: unknown): FileChange {
  const file = asObject(value, 'files');
  const operation = requiredText(file, 'operation', 'Operation');
  const path = requiredText(file, 'path', 'Path');
  if (!OPERATIONS.includes(operation)) {
    throw new ForgeError(
      500,
      `invalid file operation: ${operation} ${path}, supported operations are create, update, delete`,
    );
  }
  return {
    operation,
    path,
    content: base64(file, 'content'),
    sha: text(file, 'sha') || undefined,
    fromPath: text(file, 'from_path') || undefined,
  };
}

async function change(request: RepositoryRequest, files: FileChange[]) {
  const { context, repository, body, caller } = request;
  const branch =
    refName(body, 'branch', 'BranchName') || repository.settings.defaultBranch;
  const newBranch = refName(body, 'new_branch', 'NewBranchName') || branch;
  if (!mayWrite(request, newBranch) || !caller) {
    throw new ForgeError(
      403,
      'user should have a permission to write to the target branch',
    );
  }
  const author = person(object(body, 'author'));
  const committer = person(object(body, 'committer'));
  const sha = await changeFiles(repository, {
    branch,
    newBranch,
    force: flag(body, 'force_push'),
    message: text(body, 'message').trim() || defaultMessage(files),
    author: author ?? committer ?? self(caller),
    committer: committer ?? author ?? self(caller),
    files,
  });
  const at = { sha, kind: 'branch' as const, name: newBranch };
  const answers = [];
  for (const { path } of files.slice(0, FILES_IN_ANSWER)) {
    const entry = await findEntry(repository.gitDir, sha, path);
    answers.push(entry ? await contentAnswer(request, at, entry, true) : null);
  }
  const [commit] = await listCommits(repository.gitDir, { to: sha, limit: 1 });
  return {
    files: answers,
    commit: toApiFileCommit(context, repository, commit),
    verification: UNSIGNED,
  };
}

function mayWrite({ repository, caller }: RepositoryRequest, branch: string) {
  return (
    caller?.access === 'write' &&
    !repository.settings.protectedBranches.includes(branch)
  );
}

function self(account: ForgeAccount): Person {
  return {
    name: account.fullName ?? account.name,
    email: accountEmail(account),
  };
}

function person(value: Record<string, unknown>): Person | undefined {
  const name = text(value, 'name');
  const email = text(value, 'email');
  return name && email ? { name, email } : undefined;
}

function defaultMessage(files: FileChange[]): string {
  const named = (title: string, ...operations: string[]) => {
    const paths = files
      .filter(({ operation }) => operations.includes(operation))
      .map(({ path }) => path);
    return paths.length > 0 ? [`${title} ${paths.join(', ')}`] : [];
  };
  return [
    ...named('Add', 'create'),
    ...named('Update', 'update', 'upload', 'rename'),
    ...named('Delete', 'delete'),
  ].join('\n');
}
