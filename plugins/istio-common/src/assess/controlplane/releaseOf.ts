import semver, { type SemVer } from 'semver';

/** A version of Istio, comparable. */
export interface Release {
  version: SemVer;
  /** "1.30". */
  minor: string;
  /** A build that the Istio project does not support: of a vendor, or of a developer. */
  kind: 'release' | 'development' | 'vendor';
}

const DEVELOPMENT = /^(alpha|beta|rc|dev|snapshot)/;

/** Reads "1.30.3", "1.31-alpha.abc", "1.28.5-asm.2"; undefined for anything else. */
export function releaseOf(version: string | undefined): Release | undefined {
  if (version === undefined) return undefined;
  // Builds from a branch have no patch level: 1.31-alpha.0a1b.
  const whole = version.replace(/^(\d+\.\d+)(-|$)/, '$1.0$2');
  const parsed = semver.parse(whole) ?? semver.coerce(version);
  if (!parsed) return undefined;
  const [suffix] = parsed.prerelease;
  const foreign = suffix !== undefined || parsed.build.length > 0;
  const ours = foreign ? 'vendor' : 'release';
  return {
    version: parsed,
    minor: `${parsed.major}.${parsed.minor}`,
    kind: DEVELOPMENT.test(String(suffix ?? '')) ? 'development' : ours,
  };
}

/** How many minor releases the second is behind the first; negative when it is ahead. */
export function minorsBehind(first: Release, second: Release): number {
  if (first.version.major !== second.version.major) {
    // No second major release exists; any distance to one is too far.
    return (first.version.major - second.version.major) * 1000;
  }
  return first.version.minor - second.version.minor;
}
