import type { ControlPlaneStatus } from '../../api/controlPlane';
import { minorsBehind, releaseOf } from './releaseOf';
import { SUPPORT_SOURCE, SUPPORT_TABLE } from './supportTable';

/** Support that ends within so many days counts as ending. */
const ENDING_DAYS = 60;

const DAY_MS = 86_400_000;

type Support = NonNullable<ControlPlaneStatus['support']>;

function unknown(source: string): Support {
  return { state: 'unknown', source };
}

/** The moment after the last day of support; undefined for a table that is wrong. */
function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + DAY_MS;
}

/**
 * How far a version is supported, by the dated table. What is newer than the
 * table, or built by somebody else, is unknown; what is older than the table
 * has ended. A date that was only expected is never taken for an end: from
 * then on support counts as ending, until the table says more.
 */
export function supportOf(version: string | undefined, now: Date): Support {
  const release = releaseOf(version);
  if (!release) return unknown('the image does not tell the version');
  if (release.kind === 'vendor') {
    return unknown(`${version} is a build of a vendor, who says how long`);
  }
  if (release.kind === 'development') {
    return unknown(`${version} is a development build, which has no support`);
  }
  const row = SUPPORT_TABLE.find(({ minor }) => minor === release.minor);
  if (!row) {
    const oldest = releaseOf(SUPPORT_TABLE.at(-1)?.minor);
    return oldest && minorsBehind(oldest, release) > 0
      ? { state: 'ended', source: SUPPORT_SOURCE }
      : unknown(`${release.minor} is not in ${SUPPORT_SOURCE}`);
  }
  const left = endOf(row.ends) - now.getTime();
  const known = { endOfLife: row.ends, source: SUPPORT_SOURCE };
  if (!row.expected && left <= 0) return { state: 'ended', ...known };
  // A clock that cannot be read compares with nothing.
  if (Number.isNaN(left)) return unknown('the time is not known');
  return left <= ENDING_DAYS * DAY_MS
    ? { state: 'ending', ...known }
    : { state: 'supported', ...known };
}
