/**
 * A fault that the person at the keyboard can do something about. The command
 * line prints its message on one line and leaves the stack trace out.
 */
export class LabError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'LabError';
  }
}
