// eslint-disable-next-line no-control-regex -- control characters are what we refuse
const FORBIDDEN = /[\u0000-\u0020\u007f~^:?*[\\]/;

const MAX_LENGTH = 100;

/**
 * Whether a name may be a branch. The rules of git-check-ref-format(1), judged
 * here so that a hostile name never reaches a child process; the length limit
 * is Gitea's.
 *
 * @internal
 */
export function isRefName(name: string): boolean {
  if (name === '' || name.length > MAX_LENGTH || name === '@') return false;
  if (name.startsWith('-') || name.startsWith('/')) return false;
  if (name.endsWith('/') || name.endsWith('.')) return false;
  if (name.includes('..') || name.includes('//') || name.includes('@{')) {
    return false;
  }
  if (FORBIDDEN.test(name)) return false;
  return name
    .split('/')
    .every(part => !part.startsWith('.') && !part.endsWith('.lock'));
}
