import { InputError } from '@backstage/errors';

function hasControlOrSpace(name: string): boolean {
  return [...name].some(character => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0x20 || code === 0x7f;
  });
}

/**
 * Refuses a branch name that git would refuse, or that a command line could
 * take for an option. The rules of git-check-ref-format(1).
 *
 * @public
 */
export function assertBranchName(name: string): void {
  const parts = name.split('/');
  const bad =
    name === '' ||
    name === '@' ||
    name.length > 244 ||
    name.startsWith('-') ||
    name.endsWith('.') ||
    name.includes('..') ||
    name.includes('@{') ||
    /[~^:?*[\\]/.test(name) ||
    hasControlOrSpace(name) ||
    parts.some(
      part => part === '' || part.startsWith('.') || part.endsWith('.lock'),
    );
  if (bad) {
    throw new InputError(
      `"${name.slice(
        0,
        100,
      )}" is not a branch name: use letters, digits, "-", "_" and single "/".`,
    );
  }
}
