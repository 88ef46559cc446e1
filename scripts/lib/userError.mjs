/** A problem that the person at the keyboard can solve: shown as one line. */
export class UserError extends Error {}
