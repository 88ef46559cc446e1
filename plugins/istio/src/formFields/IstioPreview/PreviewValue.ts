/**
 * Value of the field `IstioPreview`.
 *
 * - `previewId`: what was looked at; the task stops when it would be another
 * - `held`: why the change cannot be proposed
 * - `skipped`: why nothing could be looked at, although the change may be proposed
 *
 * @public
 */
export interface PreviewValue {
  previewId?: string;
  held?: string;
  skipped?: string;
}
