import { hostProblem } from '../../build/hostName';
import type { OfflineCheck } from '../ingressCheck';

/** The host is a DNS name. @internal */
export const hostIsValid: OfflineCheck = {
  id: 'host-is-valid',
  title: 'form of the host',
  run({ intent }) {
    const problem = hostProblem(intent.host);
    if (!problem) return [];
    const [cause, fix] = problem.split(/, (?=\D)/, 2);
    return [
      {
        code: 'MW-HOST-INVALID',
        severity: 'error',
        field: 'host',
        cause: `Host ${cause.replace(/^the host /, '')}.`,
        fix: `${fix.charAt(0).toLocaleUpperCase('en-US')}${fix.slice(1)}.`,
      },
    ];
  },
};
