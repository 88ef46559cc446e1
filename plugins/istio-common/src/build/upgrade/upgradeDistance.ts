import semver from 'semver';

/**
 * Why one release cannot follow another; undefined when it can. Istio upgrades
 * by one minor release at a time, so that the data plane is never more than
 * one behind. Source: istio.io/latest/docs/setup/upgrade and
 * istio.io/latest/docs/releases/supported-releases.
 *
 * @internal
 */
export function upgradeProblem(from: string, to: string): string | undefined {
  const [before, after] = [semver.parse(from), semver.parse(to)];
  if (!before || !after) return 'cannot be compared, write both in full';
  if (after.compare(before) < 0) {
    return `is older than ${from}: an upgrade that is under way is taken back by step rollback, and further back there is no supported way`;
  }
  const skipped = after.minor - before.minor - 1;
  if (after.major === before.major && skipped <= 0) return undefined;
  return `skips ${skipped} minor release${
    skipped === 1 ? '' : 's'
  } after ${from}: upgrade to ${before.major}.${before.minor + 1} first`;
}

/** The newer of two releases. @internal */
export function newerRelease(one: string, other: string): string {
  const [first, second] = [semver.parse(one), semver.parse(other)];
  return first && second && first.compare(second) < 0 ? other : one;
}
