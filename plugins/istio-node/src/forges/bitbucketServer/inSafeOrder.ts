import type { FileChange } from '../Forge';

const LISTS = /(^|\/)kustomization\.ya?ml$/;

/** Lists come last, the deepest first: what they list is there by then. */
function rank({ path }: FileChange): number {
  return LISTS.test(path) ? 1000 - path.split('/').length : 0;
}

/**
 * Orders files that are committed one by one, so that after each commit the
 * folders still build.
 *
 * @internal
 */
export function inSafeOrder(files: readonly FileChange[]): FileChange[] {
  return [...files].sort((a, b) => rank(a) - rank(b));
}
