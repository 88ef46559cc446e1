const KEY = /["']?\bkind["']?\s*:\s*["']?Secret(List)?\b/;

// A Secret written as JSON, in one line, or as an item of a list; a kind alone
// also names what a Gateway or an issuer refers to.
const CONTENT = /["']?\b(data|stringData)["']?\s*:/;

/**
 * Whether a text of the repository may hold what nobody should read in a task
 * log or on a page: who runs a form need not be allowed to read the repository.
 *
 * @internal
 */
export function mayHoldSecret(text = ''): boolean {
  return (
    /^\s*kind:\s*["']?Secret(List)?["']?\s*(#.*)?$/m.test(text) ||
    (KEY.test(text) && CONTENT.test(text)) ||
    /^\s*secretGenerator:/m.test(text) ||
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
  );
}
