import { blockingFindings } from './ChangePreview';
import type { PreviewValue } from './PreviewValue';
import type { PreviewState } from './usePreview';

/** Sentences that hold the form back, in the language of the app. */
export interface HoldTexts {
  noTemplate: string;
  blocked: (count: number, first: string) => string;
  failed: (step: string | undefined, reason: string) => string;
}

/** What the form may do with what is known of the change. */
export function previewValueOf(
  preview: PreviewState,
  texts: HoldTexts,
): PreviewValue {
  switch (preview.state) {
    case 'no-template':
      return { held: texts.noTemplate };
    case 'building':
      return {};
    case 'forbidden':
      // The pull request shows the same, and others review it.
      return { skipped: preview.reason };
    case 'failed':
      return { held: texts.failed(preview.step, preview.reason) };
    default: {
      const blocking = blockingFindings(preview.preview);
      return blocking.length > 0
        ? {
            held: texts.blocked(
              blocking.length,
              `${blocking[0].cause} ${blocking[0].fix}`,
            ),
          }
        : { previewId: preview.preview.previewId };
    }
  }
}
