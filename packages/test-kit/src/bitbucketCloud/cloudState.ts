import { Refusal, type FakePull } from '../git/FakePull';
import type { Commit, GitModel } from '../git/GitModel';

/** Someone of the workspace. */
export interface CloudUser {
  uuid: string;
  nickname: string;
  display_name: string;
  account_id: string;
}

/** What the routes look at and change. */
export interface CloudState {
  workspace: string;
  repo: string;
  apiUrl: string;
  git: GitModel;
  pulls: FakePull[];
  members: readonly CloudUser[];
  /** Nicknames; the first member opens pull requests. */
  defaultReviewers: string[];
  /** Branches whose names begin so are restricted. */
  protectedPrefix?: string;
  /** Whether the token may ask for conflicts. */
  tellsConflicts: boolean;
  /** Paths that are symbolic links. */
  links: ReadonlySet<string>;
}

/** One call, parsed. */
export interface CloudCall {
  method: string;
  /** Below the repository, decoded. */
  path: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** The fields of a form, where the call has one. */
  form?: FormData;
}

/** Status and body of an answer. */
export interface CloudAnswer {
  status: number;
  body?: unknown;
  /** Sent as it is, instead of a body. */
  text?: string;
  location?: string;
}

export const DATE = '2026-11-22T15:00:00+00:00';

/** Query parameters that the documentation knows, and no others. */
export function allow(query: URLSearchParams, ...names: string[]): void {
  const other = [...query.keys()].find(name => !names.includes(name));
  if (other) throw new Refusal(400, `Unknown parameter ${other}`);
}

/** A commit by id, whole or cut, or by the name of a branch without slashes. */
export function resolveCommit({ git }: CloudState, ref: string): Commit {
  const cut = /^[0-9a-f]{7,40}$/.test(ref)
    ? [...git.commits.values()].find(({ sha }) => sha.startsWith(ref))
    : undefined;
  const found = cut ?? (ref.includes('/') ? undefined : git.resolve(ref));
  if (!found) throw new Refusal(404, 'Commit not found');
  return found;
}

/** Field, text and operator of clauses joined by a word, or a refusal. */
export function clauses(
  q: string | null,
  word: 'AND' | 'OR',
): Array<[field: string, text: string, operator: string]> {
  return (q ?? '').split(` ${word} `).map(clause => {
    const match = /^([a-z_.]+)([=~])"((?:[^"\\]|\\.)*)"$/.exec(clause);
    if (!match) throw new Refusal(400, `Invalid query: ${clause}`);
    return [match[1], match[3].replace(/\\(.)/g, '$1'), match[2]];
  });
}
