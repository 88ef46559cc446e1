/** Files that a forge gives in one call; one that is not here may take a call each. */
const FILES_A_CALL: ReadonlyMap<string, number> = new Map([
  ['github', 100],
  ['gitlab', 50],
  ['gitea', 30],
  ['azure', 200],
  ['bitbucketServer', 200],
]);

/**
 * How many files a type of forge gives in one call; undefined where each may
 * take one.
 *
 * @internal
 */
export function filesACall(type: string): number | undefined {
  return FILES_A_CALL.get(type);
}
