/** A number at the end of a branch says which try of a change it is. */
const ROUND = /-\d+$/;

/** What the branches of all tries of a change begin with. @internal */
export function beginningOf(branch: string): string {
  return branch.replace(ROUND, '');
}

/**
 * Whether a branch could be one of the same change. While there is one, an
 * earlier try may be over and its branch gone, so pull requests have to be asked
 * for; without any, none is open, as that would need its branch.
 *
 * @internal
 */
export function isOfSameChange(branch: string, other: string): boolean {
  // The name of a change may itself end in a number: then all of it is the first try.
  return [beginningOf(branch), branch].some(
    first =>
      other.startsWith(first) && /^(-\d+)?$/.test(other.slice(first.length)),
  );
}
