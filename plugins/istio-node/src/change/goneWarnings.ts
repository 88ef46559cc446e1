import type { ComputedChanges } from './computeChanges';
import { objectTitle } from './objectTitle';

/** So many are named one by one. */
const SHOWN = 20;

/**
 * Names what goes because an earlier run of the same change wrote it. A copy
 * that people made by hand, annotations and all, cannot be told from that.
 *
 * @internal
 */
export function goneWarnings({
  former,
}: Pick<ComputedChanges, 'former'>): string[] {
  const more = former.length - SHOWN;
  return [
    ...former
      .slice(0, SHOWN)
      .map(
        ({ ref, path }) =>
          `${objectTitle(
            ref,
          )} goes from ${path}: its annotation meshwright.dev/change says that an earlier run of this change wrote it, and this one does not have it. Where it is a copy by hand, take that annotation off it first.`,
      ),
    ...(more > 0 ? [`${more} more objects of an earlier run go.`] : []),
  ];
}
