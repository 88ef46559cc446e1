import type { ChangePreview } from './ChangePreview';

/** A preview that was looked at, and for which values. */
export interface RememberedPreview {
  question: string;
  preview: ChangePreview;
}

/** Previews hold whole files; a person compares with the last few. */
const KEPT = 4;

/**
 * The previews that were looked at in this window. A form forgets everything
 * but its values when its page is left, and who comes back after the
 * repository has moved wants to know what is other than before.
 */
const looked = new Map<string, RememberedPreview>();

/** Keeps a preview that is on the screen. */
export function rememberPreview(remembered: RememberedPreview): void {
  const { previewId } = remembered.preview;
  looked.delete(previewId);
  looked.set(previewId, remembered);
  for (const oldest of [...looked.keys()].slice(0, -KEPT)) {
    looked.delete(oldest);
  }
}

/** The preview of that id, if it was looked at lately. */
export function recallPreview(
  previewId: string | undefined,
): RememberedPreview | undefined {
  return previewId === undefined ? undefined : looked.get(previewId);
}
