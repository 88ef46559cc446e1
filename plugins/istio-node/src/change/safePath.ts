import { InputError } from '@backstage/errors';

// Folders whose files make a forge or git act.
const FORBIDDEN_PARTS: ReadonlySet<string> = new Set([
  '.git',
  '.github',
  '.gitea',
  '.forgejo',
  '.gitlab',
  '.bitbucket',
  '.azuredevops',
  '.azure-pipelines',
  '.circleci',
  '.woodpecker',
  '.gitattributes',
  '.gitmodules',
  '.gitignore',
  '.gitlab-ci.yml',
  'bitbucket-pipelines.yml',
  'azure-pipelines.yml',
  'jenkinsfile',
  '.drone.yml',
  '.woodpecker.yml',
  'codeowners',
]);

function problem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.length > 400) return 'is too long';
  if (path.includes('\\')) return 'has a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is not relative';
  if (path !== path.normalize('NFC')) return 'is not in normal form';
  // NUL and other control characters, and those that change how text reads.
  if (/[\p{Cc}\p{Cf}]/u.test(path))
    return 'has a character that cannot be seen';
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..')
      return 'is not normalised';
    // Windows and macOS drop trailing dots and spaces and ignore case.
    const plain = part.toLocaleLowerCase('en-US').replace(/[. ]+$/, '');
    if (FORBIDDEN_PARTS.has(plain) || plain.startsWith('git~')) {
      return `names ${part}, which steers git or the forge`;
    }
  }
  return undefined;
}

/**
 * Refuses a path that is not a plain file below one of the allowed folders.
 *
 * @public
 */
export function assertSafePath(
  path: string,
  allowedFolders: readonly string[],
): void {
  const shown = JSON.stringify(path.slice(0, 200));
  const wrong = problem(path);
  if (wrong) throw new InputError(`Path ${shown} ${wrong}: choose another.`);
  const inside = allowedFolders.some(folder => {
    const bare = folder.replace(/\/+$/, '');
    return bare === '' || path.startsWith(`${bare}/`);
  });
  if (!inside) {
    throw new InputError(
      `Path ${shown} is outside ${allowedFolders.join(
        ', ',
      )}: only these folders may be changed.`,
    );
  }
}

/** Whether {@link assertSafePath} takes a path. @internal */
export function isSafePath(
  path: string,
  allowedFolders: readonly string[],
): boolean {
  try {
    assertSafePath(path, allowedFolders);
    return true;
  } catch {
    return false;
  }
}
