import type { ChangePreview } from './ChangePreview';

/** How a preview differs from the one that was looked at before. */
export interface Moved {
  from?: string;
  to?: string;
  /** Files that would now come out otherwise; undefined when it is not known. */
  paths?: string[];
}

/** What is other than before; undefined when it would be the same change. */
export function movedSince(
  before: ChangePreview | { previewId: string },
  now: ChangePreview,
): Moved | undefined {
  if (before.previewId === now.previewId) return undefined;
  const to = now.base.commit;
  if (!('files' in before)) return { to };
  const known = new Map(before.files.map(file => [file.path, file]));
  const changed = now.files
    .filter(file => {
      const old = known.get(file.path);
      return old?.before !== file.before || old.after !== file.after;
    })
    .map(({ path }) => path);
  const here = new Set(now.files.map(({ path }) => path));
  const gone = [...known.keys()].filter(path => !here.has(path));
  return { from: before.base.commit, to, paths: [...changed, ...gone] };
}
