import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';

/**
 * What is known of a host at this moment.
 *
 * - `empty`: nothing typed
 * - `no-target`: the service is not chosen
 * - `checking`: on its way
 * - `refused`: wrong whatever the clusters hold; nobody was asked
 * - `answered`: judged against the live clusters
 * - `forbidden`, `unverified`: nobody could judge it
 */
export type HostCheck =
  | { state: 'empty' }
  | { state: 'no-target' }
  | { state: 'checking'; slow: boolean }
  | { state: 'refused'; sentence: string }
  | { state: 'answered'; result: ValidationResult; seconds: number }
  | { state: 'forbidden' | 'unverified'; reason: string };

/** The sentences that stop a change. */
export function stoppingSentences(check: HostCheck): string[] {
  if (check.state === 'refused') return [check.sentence];
  if (check.state !== 'answered') return [];
  return check.result.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ cause, fix }) => `${cause} ${fix}`);
}
