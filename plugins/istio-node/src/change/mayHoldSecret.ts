/**
 * Whether a text of the repository may hold what nobody should read in a task
 * log or on a page: who runs a form need not be allowed to read the repository.
 *
 * @internal
 */
export function mayHoldSecret(text = ''): boolean {
  return (
    /^\s*kind:\s*["']?Secret(List)?["']?\s*(#.*)?$/m.test(text) ||
    /^\s*secretGenerator:/m.test(text) ||
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
  );
}
