import type { FakePull } from '../git/FakePull';
import type { Commit, GitModel } from '../git/GitModel';
import { refuse } from './ServerRefusal';

/** What Bitbucket keeps of a pull request beside the rest. */
export interface ServerPull extends FakePull {
  version: number;
  /** Head of its branch, as its version has it. */
  tip?: string;
  closedAt?: number;
}

/** What the routes look at and change. */
export interface ServerState {
  url: string;
  project: string;
  repo: string;
  git: GitModel;
  pulls: ServerPull[];
  users: ReadonlySet<string>;
  /** Whether pull requests carry what a merge would come to. */
  showsMergeResult: boolean;
}

/** One call, parsed. */
export interface ServerCall {
  method: string;
  /** Below the repository, decoded. */
  path: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** Status and body of an answer. */
export interface ServerAnswer {
  status: number;
  body?: unknown;
}

const HEADS = 'refs/heads/';

/** The commit of `refs/heads/…`, of a branch or of an id. */
export function resolveRef(state: ServerState, ref: string): Commit {
  const name = ref.startsWith(HEADS) ? ref.slice(HEADS.length) : ref;
  const found = state.git.resolve(name);
  if (!found) throw refuse.noCommit(ref, state.repo);
  return found;
}

/** Query parameters that the documentation knows, and no others. */
export function allow(query: URLSearchParams, ...names: string[]): void {
  const other = [...query.keys()].find(name => !names.includes(name));
  if (other) throw refuse.invalid(`Unknown parameter ${other}`);
}

/** RestCommit. */
export function commitAnswer({ sha, parents, message, author }: Commit) {
  return {
    id: sha,
    displayId: sha.slice(0, 11),
    author: { name: author },
    message,
    parents: parents.map(id => ({ id, displayId: id.slice(0, 11) })),
  };
}
