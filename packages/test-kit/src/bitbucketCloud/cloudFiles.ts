import { Refusal } from '../git/FakePull';
import {
  allow,
  clauses,
  type CloudAnswer,
  type CloudCall,
  type CloudState,
  DATE,
  resolveCommit,
} from './cloudState';

/** Fields of a commit's form that are no files, unless they begin with `/`. */
const META = new Set(['message', 'author', 'parents', 'files', 'branch']);

function branchAnswer(name: string, hash: string) {
  return { type: 'branch', name, target: { type: 'commit', hash } };
}

export function showBranch(
  { git }: CloudState,
  { path }: CloudCall,
): CloudAnswer {
  const name = path.slice(2).join('/');
  const hash = git.branches.get(name);
  if (!hash) throw new Refusal(404, `Branch "${name}" not found.`);
  return { status: 200, body: branchAnswer(name, hash) };
}

export function listBranches(
  { git }: CloudState,
  { query }: CloudCall,
): CloudAnswer {
  allow(query, 'q', 'pagelen');
  const wanted = clauses(query.get('q'), 'OR');
  const other = wanted.find(([field]) => field !== 'name');
  if (other) throw new Refusal(400, `Invalid field ${other[0]}`);
  const values = [...git.branches]
    .filter(([name]) =>
      wanted.some(([, text, operator]) =>
        // With a tilde it is anywhere in the name, in any case.
        operator === '~'
          ? name.toLowerCase().includes(text.toLowerCase())
          : name === text,
      ),
    )
    .slice(0, Number(query.get('pagelen') ?? 10))
    .map(([name, hash]) => branchAnswer(name, hash));
  return { status: 200, body: { values, pagelen: 100 } };
}

/** A file's bytes or what is known of it, or the listing of a folder. */
export function showSource(
  state: CloudState,
  { path, query }: CloudCall,
): CloudAnswer {
  allow(query, 'format');
  const commit = resolveCommit(state, path[1]);
  const file = path.slice(2).join('/');
  const text = commit.tree.get(file);
  if (text !== undefined && query.get('format') === 'meta') {
    const attributes = state.links.has(file) ? ['link'] : [];
    return {
      status: 200,
      body: { type: 'commit_file', path: file, attributes },
    };
  }
  if (text !== undefined) return { status: 200, text };
  const inside = [...commit.tree.keys()].filter(name =>
    name.startsWith(`${file}/`),
  );
  if (inside.length === 0) {
    throw new Refusal(404, `No such file or directory: ${file}`);
  }
  const values = inside.map(name => ({ type: 'commit_file', path: name }));
  return { status: 200, body: { pagelen: 10, page: 1, values } };
}

async function readForm(form: FormData) {
  const files: Record<string, string | undefined> = {};
  const meta = new Map<string, string>();
  for (const [name, value] of form) {
    if (name === 'files' && typeof value === 'string') {
      files[value.replace(/^\//, '')] ??= undefined;
    } else if (META.has(name)) {
      if (typeof value !== 'string' || meta.has(name)) {
        throw new Refusal(400, `Field ${name} is given once, as a text`);
      }
      meta.set(name, value);
    } else if (typeof value === 'string') {
      throw new Refusal(400, `Field ${name} is not a file`);
    } else {
      files[name.replace(/^\//, '')] = await value.text();
    }
  }
  return { files, meta };
}

/** `POST /src`: all files in one commit, on the head that is named. */
export async function commitFiles(
  state: CloudState,
  { form }: CloudCall,
): Promise<CloudAnswer> {
  if (!form) throw new Refusal(400, 'multipart/form-data is required');
  const { files, meta } = await readForm(form);
  const { git } = state;
  const [main] = git.branches.keys();
  const branch = meta.get('branch') ?? main;
  const parents = meta.get('parents')?.split(',') ?? [];
  if (parents.some(parent => !/^[0-9a-f]{40}$/.test(parent))) {
    throw new Refusal(400, 'parents are commit hashes');
  }
  if (state.protectedPrefix && branch.startsWith(state.protectedPrefix)) {
    throw new Refusal(
      403,
      'You do not have permission to push to this branch.',
    );
  }
  const head = git.branches.get(branch);
  if (head && parents.length && parents[0] !== head) {
    throw new Refusal(409, `${parents[0]} is not the tip of ${branch}`);
  }
  const start = head ?? parents[0] ?? git.branches.get(main) ?? '';
  resolveCommit(state, start);
  git.branches.set(branch, start);
  const commit = git.commitTo(
    branch,
    files,
    'meshwright',
    meta.get('message') ?? 'Edited online with Bitbucket',
  );
  return {
    status: 201,
    location: `${state.apiUrl}/repositories/${state.workspace}/${state.repo}/commit/${commit.sha}`,
  };
}

export function showCommit(
  state: CloudState,
  { path }: CloudCall,
): CloudAnswer {
  const { sha } = resolveCommit(state, path[1]);
  return { status: 200, body: { type: 'commit', hash: sha, date: DATE } };
}

function pair(state: CloudState, spec: string): [string, string] {
  const [a, b, ...rest] = spec.split('..');
  if (!a || !b || rest.length) throw new Refusal(400, `Invalid spec ${spec}`);
  return [resolveCommit(state, a).sha, resolveCommit(state, b).sha];
}

export function mergeBase(state: CloudState, { path }: CloudCall): CloudAnswer {
  const found = state.git.mergeBase(...pair(state, path[1]));
  if (!found) throw new Refusal(404, 'No common ancestor');
  return { status: 200, body: { type: 'commit', hash: found.sha, date: DATE } };
}

export function fileConflicts(
  state: CloudState,
  { path, query }: CloudCall,
): CloudAnswer {
  allow(query, 'pagelen', 'page');
  if (!state.tellsConflicts) {
    throw new Refusal(
      403,
      'This resource does not support authentication using the provided token.',
    );
  }
  const clean = state.git.mergeTrees(...pair(state, path[1])) !== undefined;
  const values = clean ? [] : [{ path: 'a.yaml', scenario: 'content' }];
  return { status: 200, body: { values, size: values.length, pagelen: 1 } };
}
