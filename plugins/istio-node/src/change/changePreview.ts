import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { ComputedChanges } from './computeChanges';
import { hunksOf } from './lineDiff';
import { mayHoldSecret } from './mayHoldSecret';
import type { PreviewedFile, ReadyRequest } from './proposeTypes';

const TEXT_LENGTH = 256 * 1024;

/**
 * The lines that a change takes away and adds, without what is around them;
 * both texts where too many differ.
 */
function changedLines(before = '', after = ''): string[] {
  const hunks = hunksOf(before, after, 0);
  return hunks ? hunks.flatMap(({ lines }) => lines) : [before, after];
}

/**
 * Tells a change from another: which lines it takes from which files, and
 * which it adds. Where the repository moves elsewhere, the change stays the
 * same one: another team's entry in a list that is shared is no reason to stop.
 *
 * @internal
 */
export function previewId({ texts }: Pick<ComputedChanges, 'texts'>): string {
  const said = texts
    .filter(({ before, after }) => before !== after)
    .map(({ path, before, after }) => [
      path,
      before === undefined,
      after === undefined,
      changedLines(before, after),
    ]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** Whether a change is the one that was agreed to. @internal */
export function isPreviewed(
  { previewed }: Pick<ReadyRequest, 'previewed'>,
  result: ComputedChanges,
): boolean {
  return (
    !previewed ||
    previewed === previewId(result) ||
    // A run that was cut short has done it already: nothing is left to agree to.
    result.changes.length === 0
  );
}

/**
 * Stops a change that is not the one that was agreed to.
 *
 * @param ref - the branch that it is held against
 * @internal
 */
export function assertPreviewed(
  request: ReadyRequest,
  result: ComputedChanges,
  ref: string,
): void {
  if (isPreviewed(request, result)) return;
  throw new ConflictError(
    `${request.forge.repository} has changed on ${ref} since the preview, so that this would be another change; nothing was written. Look at the preview again, then create the pull request.`,
  );
}

/** The files for people: every text that changes, within limits. @internal */
export function previewedFiles({
  files,
  texts,
}: Pick<ComputedChanges, 'files' | 'texts'>): PreviewedFile[] {
  return files.map((file, index) => {
    const { before, after } = texts[index];
    if (file.change === 'unchanged') return file;
    if (mayHoldSecret(before) || mayHoldSecret(after)) {
      return { ...file, note: 'Not shown: the file holds a Secret.' };
    }
    const isRewritten = !hunksOf(before ?? '', after ?? '', 0);
    const cut = [before, after].some(
      text => text !== undefined && text.length > TEXT_LENGTH,
    );
    return {
      ...file,
      ...(before !== undefined && { before: before.slice(0, TEXT_LENGTH) }),
      ...(after !== undefined && { after: after.slice(0, TEXT_LENGTH) }),
      ...((cut || isRewritten) && {
        note: [
          ...(isRewritten ? ['The file is rewritten.'] : []),
          ...(cut
            ? [`Only the first ${TEXT_LENGTH / 1024} KB are shown.`]
            : []),
        ].join(' '),
      }),
    };
  });
}
