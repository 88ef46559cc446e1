import { refuse } from './ServerRefusal';
import {
  allow,
  commitAnswer,
  resolveRef,
  type ServerAnswer,
  type ServerCall,
  type ServerState,
} from './serverState';

const FIELDS = [
  ...['content', 'message', 'branch', 'sourceBranch', 'sourceCommitId'],
];

/** `GET /commits`: history of a ref, newest first. */
export function listCommits(
  state: ServerState,
  { query }: ServerCall,
): ServerAnswer {
  allow(query, 'until', 'limit', 'start', 'since', 'path');
  const until = query.get('until') ?? '';
  const history = state.git.history(resolveRef(state, until).sha);
  const limit = Number(query.get('limit') ?? 25);
  return {
    status: 200,
    body: {
      values: history.slice(0, limit).map(commitAnswer),
      isLastPage: history.length <= limit,
    },
  };
}

/** `GET /commits/{id}/merge-base`. */
export function mergeBase(
  state: ServerState,
  { path, query }: ServerCall,
): ServerAnswer {
  allow(query, 'otherCommitId');
  const other = query.get('otherCommitId') ?? '';
  const found = state.git.mergeBase(
    resolveRef(state, path[1]).sha,
    resolveRef(state, other).sha,
  );
  return found ? { status: 200, body: commitAnswer(found) } : { status: 204 };
}

/** `GET /raw/{path}`. */
export function rawContent(
  state: ServerState,
  { path, query }: ServerCall,
): ServerAnswer {
  allow(query, 'at');
  const at = query.get('at') ?? 'main';
  const file = path.slice(1).join('/');
  const text = resolveRef(state, at).tree.get(file);
  if (text === undefined) throw refuse.noPath(file, at);
  return { status: 200, text };
}

/** `POST /branches`. */
export function createBranch(
  state: ServerState,
  { body }: ServerCall,
): ServerAnswer {
  const { name, startPoint } = body;
  if (typeof name !== 'string' || typeof startPoint !== 'string') {
    throw refuse.invalid('name and startPoint are required');
  }
  if (state.git.branches.has(name)) throw refuse.duplicateRef(name, state.repo);
  const { sha } = resolveRef(state, startPoint);
  if (state.protectedPrefix && name.startsWith(state.protectedPrefix)) {
    throw refuse.notPermitted();
  }
  state.git.branches.set(name, sha);
  return {
    status: 200,
    body: { id: `refs/heads/${name}`, displayId: name, latestCommit: sha },
  };
}

async function field(form: FormData, name: string) {
  const value = form.get(name);
  if (value === null) return undefined;
  return typeof value === 'string' ? value : value.text();
}

/** `PUT /browse/{path}`: one file in one commit. */
export async function editFile(
  state: ServerState,
  { path, form }: ServerCall,
): Promise<ServerAnswer> {
  if (!form) throw refuse.invalid('multipart/form-data is required');
  const other = [...form.keys()].find(name => !FIELDS.includes(name));
  if (other) throw refuse.invalid(`Unknown field ${other}`);
  const content = await field(form, 'content');
  const branch = await field(form, 'branch');
  const source = await field(form, 'sourceCommitId');
  if (content === undefined || branch === undefined) {
    throw refuse.invalid('The branch and content are required');
  }
  const head = state.git.branches.get(branch);
  if (!head) throw refuse.noBranch(branch, state.repo);
  if (state.frozenPrefix && branch.startsWith(state.frozenPrefix)) {
    throw refuse.vetoed(branch);
  }
  const file = path.slice(1).join('/');
  const current = resolveRef(state, head).tree.get(file);
  assertEditable(state, file, { current, source, content });
  const message = await field(form, 'message');
  const commit = state.git.commitTo(
    branch,
    { [file]: content },
    'meshwright',
    message,
  );
  return { status: 200, body: commitAnswer(commit) };
}

function assertEditable(
  state: ServerState,
  file: string,
  texts: { current?: string; source?: string; content: string },
): void {
  const { current, source, content } = texts;
  if (source === undefined && current !== undefined) {
    throw refuse.content(
      'FileAlreadyExistsException',
      `The file "${file}" already exists`,
    );
  }
  const known =
    source === undefined ? undefined : resolveRef(state, source).tree.get(file);
  if (known !== current) {
    throw refuse.content(
      'FileOutOfDateException',
      `The file "${file}" has changed since ${source}`,
    );
  }
  if (content === current) {
    throw refuse.content(
      'FileContentUnmodifiedException',
      'The content provided is the same as what already exists. No change was committed.',
    );
  }
}
