/**
 * An answer that is not a success, with the status and the words that Gitea
 * gives for it.
 *
 * @internal
 */
export class ForgeError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'ForgeError';
  }
}
