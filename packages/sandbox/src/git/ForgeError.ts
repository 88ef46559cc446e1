/**
 * An answer that is not a success, with the status and the words that Gitea
 * gives for it.
 *
 * @internal
 */
export class ForgeError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Gitea's list of causes, which only some of its 404 answers have. */
    readonly errors?: string[] | null,
  ) {
    super(message);
    this.name = 'ForgeError';
  }

  /** Gitea's `APIErrorNotFound` (services/context/api.go). */
  static notFound(message = 'not found', cause?: string): ForgeError {
    return new ForgeError(404, message, cause === undefined ? null : [cause]);
  }
}
