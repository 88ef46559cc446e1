import { UserError } from './userError.mjs';

const CAUSES = [
  [
    /ENOSPC|no space left/i,
    () => 'the disk is full. Free about 5 GB and run this again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|socket hang up|RequestError|network (request|timeout)/i,
    () =>
      'the npm registry does not answer. Check the network or the proxy settings of npm and run this again.',
  ],
  [
    /YN0028|lockfile would have been modified/i,
    () =>
      'yarn.lock does not fit the package.json files. Run "yarn install" and commit yarn.lock.',
  ],
  [
    /EACCES|EPERM|permission denied/i,
    () =>
      'files of the repository cannot be written. Check who owns the folder.',
  ],
];

/** One line for a failed installation: the cause if we know it, and the log. */
export function explainInstallFailure(what, { text, log }) {
  const cause = CAUSES.find(([pattern]) => pattern.test(text));
  const reason = cause
    ? cause[1]()
    : 'the reason stands at the end of the log.';
  return new UserError(`${what} could not be installed: ${reason} Log: ${log}`);
}
