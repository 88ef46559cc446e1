// eslint-disable-next-line no-control-regex -- control characters are what we refuse
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/;

// Characters that HFS+ ignores: ".g\u200cit" is ".git" on a Mac.
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

const MAX_LENGTH = 500;

/**
 * Whether a path may be written to a tree: relative, already normal, and with no
 * part that some file system takes for git's own folder.
 *
 * @internal
 */
export function isTreePath(path: string): boolean {
  if (path === '' || path.length > MAX_LENGTH || FORBIDDEN.test(path)) {
    return false;
  }
  return path.split('/').every(isSafePart);
}

function isSafePart(part: string): boolean {
  if (part === '' || part === '.' || part === '..') return false;
  const seen = part
    .replace(IGNORED_BY_HFS, '')
    .replace(/[ .]+$/, '')
    .split(':')[0]
    .toLowerCase();
  return seen !== '.git' && seen !== 'git~1' && seen !== '..' && seen !== '';
}
