import { InputError, NotAllowedError } from '@backstage/errors';
import { parseRepoUrl } from '../forges/repoUrl';

const PATTERN = /^[A-Za-z0-9.:-]+(\/[A-Za-z0-9._~ *()-]+){1,20}$/;

/** `*` stands for any name or part of one, never for a slash. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`, 'i').test(name);
}

/**
 * Refuses a repository that no pattern of the operator allows: `host/owner/repo`
 * with `*` for names. On Azure DevOps the owner is `organization/project`.
 *
 * @public
 */
export function assertAllowedRepository(
  repoUrl: string,
  patterns: readonly string[],
): void {
  const { host, owner, repo, organization } = parseRepoUrl(repoUrl);
  const broken = patterns.find(pattern => !PATTERN.test(pattern));
  if (broken !== undefined) {
    throw new InputError(
      `"${broken}" is no pattern of repositories: write host/owner/repo, with * for any name.`,
    );
  }
  const names = [host, organization, owner, repo].filter(Boolean).join('/');
  if (patterns.some(pattern => matches(pattern, names))) return;
  throw new NotAllowedError(
    `Changes may not be proposed to ${names}: choose a repository that the operator allows (${patterns.join(
      ', ',
    )}).`,
  );
}
