/**
 * The forge at which the user has to sign in, in the words of a step that
 * failed: `istio:gitops:propose` ends so where it has no token of the user, or
 * one that is refused.
 */
export function signInHost(reason: string): string | undefined {
  const asked =
    /\bsign in to ([\w.-]+(?::\d+)?) (?:when you start it|again)(?!\w)/;
  return asked.exec(reason)?.[1];
}
