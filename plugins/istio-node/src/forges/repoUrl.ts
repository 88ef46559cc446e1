import { InputError } from '@backstage/errors';

/** A repository as the scaffolder's RepoUrlPicker names it. @public */
export interface RepositoryLocation {
  host: string;
  owner: string;
  repo: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Reads `host?owner=o&repo=r`. Owner and repository become parts of a URL
 * path, so only plain names pass.
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
  const owner = url.searchParams.get('owner') ?? '';
  const repo = url.searchParams.get('repo') ?? '';
  if (url.username || url.password || url.pathname !== '/') {
    throw new InputError(
      `Repository URL has more than a host before "?", ${form}.`,
    );
  }
  for (const [part, value] of Object.entries({ owner, repo })) {
    if (!NAME.test(value) || value.includes('..')) {
      throw new InputError(
        `Repository URL "${repoUrl}" has no valid ${part}, ${form}.`,
      );
    }
  }
  return { host: url.host, owner, repo };
}
