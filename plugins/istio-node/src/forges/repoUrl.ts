import { InputError } from '@backstage/errors';

/** A repository as the scaffolder's RepoUrlPicker names it. @public */
export interface RepositoryLocation {
  host: string;
  /**
   * Who it belongs to. On GitLab a group with its parents, `a/b`; where the
   * URL names none, its `project` or `workspace`.
   */
  owner: string;
  repo: string;
  /** Azure DevOps: the organization, or the collection of a server, `tfs/c`. */
  organization?: string;
  /** Azure DevOps and Bitbucket: the project of the repository. */
  project?: string;
  /** Bitbucket Cloud: the workspace of the repository. */
  workspace?: string;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
/** Projects of Azure DevOps have names for people. */
const TITLE = /^[\p{L}\p{N}_][\p{L}\p{N} ._()-]{0,63}$/u;
/** Personal projects of Bitbucket Server begin with a tilde. */
const KEY = /^~?[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;

const plain = (value: string) => NAME.test(value) && !value.includes('..');
const titled = (value: string) => TITLE.test(value) && !value.includes('..');
const keyed = (value: string) => KEY.test(value) && !value.includes('..');

/** Plain names with slashes between them. */
const nested = (value: string) => {
  const names = value.split('/');
  return names.length <= 20 && names.every(plain);
};

const PARTS = {
  organization: nested,
  project: (value: string) => titled(value) || keyed(value),
  workspace: plain,
};

/**
 * Reads `host?owner=o&repo=r`, with `organization`, `project` and `workspace`
 * where a forge has them. All become parts of a URL path, so only plain names
 * pass.
 *
 * @public
 */
export function parseRepoUrl(repoUrl: string): RepositoryLocation {
  const form = 'write it as host?owner=OWNER&repo=REPOSITORY';
  let url: URL;
  try {
    url = new URL(`https://${repoUrl}`);
  } catch {
    throw new InputError(`Repository URL "${repoUrl}" is not valid, ${form}.`);
  }
  if (url.username || url.password || url.pathname !== '/') {
    throw new InputError(
      `Repository URL has more than a host before "?", ${form}.`,
    );
  }
  const read = (part: string, isValid: (value: string) => boolean) => {
    const value = url.searchParams.get(part) ?? '';
    if (isValid(value)) return value;
    throw new InputError(
      `Repository URL "${repoUrl}" has no valid ${part}, ${form}.`,
    );
  };
  const optional: Partial<Record<keyof typeof PARTS, string>> = {};
  for (const part of ['organization', 'project', 'workspace'] as const) {
    if (url.searchParams.has(part)) optional[part] = read(part, PARTS[part]);
  }
  const { project, workspace } = optional;
  const isNamed = url.searchParams.has('owner') || !(workspace ?? project);
  const owner = isNamed
    ? read('owner', value => nested(value) || titled(value))
    : workspace ?? project ?? '';
  const hasTitle = optional.organization !== undefined;
  const repo = read('repo', value => (hasTitle ? titled(value) : plain(value)));
  return { host: url.host, owner, repo, ...optional };
}
