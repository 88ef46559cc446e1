import type { ControlPlaneStatus } from '../../api/controlPlane';
import { minorsBehind, releaseOf } from './releaseOf';

/** A control plane may be so many minor releases ahead of its proxies. */
const SUPPORTED_DISTANCE = 1;

/** Revisions side by side may be so many minor releases apart. */
export const UPGRADE_DISTANCE = 2;

/** Where the two distances come from. */
export const SKEW_SOURCE =
  'https://istio.io/latest/docs/releases/supported-releases/#control-planedata-plane-skew';

/** What is compared with a control plane: proxies, or an agent of the nodes. */
export interface Follower {
  version: string;
  /** "3 proxies", "ztunnel". */
  who: string;
}

/** The versions on the wrong side, with the verdict. */
export interface Skew {
  status: NonNullable<ControlPlaneStatus['skew']>;
  ahead: readonly Follower[];
  tooFar: readonly Follower[];
}

function listed(followers: readonly Follower[]): string {
  return followers.map(one => `${one.who} of ${one.version}`).join(', ');
}

/**
 * Whether what follows a control plane is within its reach. The data plane is
 * never ahead of its control plane, and at most one minor release behind. A
 * version that cannot be compared is left out. Undefined while the control
 * plane's own version is not known.
 * Source: {@link SKEW_SOURCE}.
 */
export function versionSkew(
  version: string | undefined,
  followers: readonly Follower[],
): Skew | undefined {
  const plane = releaseOf(version);
  if (!plane || version === undefined) return undefined;
  const ahead: Follower[] = [];
  const tooFar: Follower[] = [];
  for (const follower of followers) {
    const release = releaseOf(follower.version);
    if (!release) continue;
    if (release.version.compare(plane.version) > 0) ahead.push(follower);
    else if (minorsBehind(plane, release) > SUPPORTED_DISTANCE) {
      tooFar.push(follower);
    }
  }
  if (ahead.length > 0) {
    const detail = `istiod ${version} is older than ${listed(
      ahead,
    )}; the data plane must not be newer than its control plane`;
    return { status: { state: 'ahead', detail }, ahead, tooFar };
  }
  if (tooFar.length > 0) {
    const detail = `istiod ${version} is too far ahead of ${listed(
      tooFar,
    )}; one minor release is supported`;
    return { status: { state: 'too-far', detail }, ahead, tooFar };
  }
  const detail = 'every proxy is within one minor release of its control plane';
  return { status: { state: 'ok', detail }, ahead, tooFar };
}
