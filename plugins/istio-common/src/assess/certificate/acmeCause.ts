import type { ChallengeObject } from '../../model/certificateObjects';
import type { Issuance, RootCause } from './issuance';

/** End states of Orders and Challenges other than success. Source: RFC 8555, 7.1.6. */
const FAILED: ReadonlySet<string> = new Set(['invalid', 'expired', 'errored']);

/** Failed, then not presented, then presented and not seen; others are fine. */
function rank({ state, reason, presented }: ChallengeObject): number {
  if (FAILED.has(state ?? '')) return 0;
  if (state === 'valid' || reason === undefined) return 3;
  return presented ? 2 : 1;
}

const WORDS = [
  'failed',
  'cannot be presented',
  'is presented but not visible yet',
] as const;

/**
 * What keeps the ACME order. A challenge that waits without a reason is simply
 * not answered yet. Source: pkg/controller/acmechallenges/sync.go: a reason
 * stands beside `presented: false` when the solver failed, and beside
 * `presented: true` when the self-check did.
 */
export function acmeCause({
  order,
  challenges,
}: Issuance): RootCause | undefined {
  const [stuck] = [...challenges].sort((a, b) => rank(a) - rank(b));
  const words = stuck && WORDS[rank(stuck)];
  if (stuck && words) {
    const host = stuck.dnsName ? ` for ${stuck.dnsName}` : '';
    return {
      object: stuck.ref,
      summary: `${stuck.challenge ?? 'ACME'} challenge${host} ${words}`,
      reason: stuck.state ?? 'pending',
      message: stuck.reason ?? '',
    };
  }
  if (order && FAILED.has(order.state ?? '')) {
    return {
      object: order.ref,
      summary: `Order ${order.ref.name} is ${order.state}`,
      reason: order.state ?? '',
      message: order.reason ?? '',
    };
  }
  return undefined;
}
