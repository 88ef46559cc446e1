import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';

/** What a freshness write would change for readers. */
export type FreshnessChange = 'state' | 'confirmation' | 'none';

/**
 * Decides whether the freshness of a cluster is worth a write: a new state at
 * once, a mere confirmation now and then.
 */
export class FreshnessJournal {
  readonly #confirmMs: number;
  #signature = '';
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(confirmMs: number) {
    this.#confirmMs = confirmMs;
  }

  classify(freshness: ClusterFreshness, now: number): FreshnessChange {
    if (signatureOf(freshness) !== this.#signature) return 'state';
    return now - this.#writtenAt >= this.#confirmMs ? 'confirmation' : 'none';
  }

  written(freshness: ClusterFreshness, now: number): void {
    this.#signature = signatureOf(freshness);
    this.#writtenAt = now;
  }
}

function signatureOf(freshness: ClusterFreshness): string {
  return JSON.stringify({
    ...freshness,
    confirmedAt: undefined,
    resources: freshness.resources.map(resource => ({
      ...resource,
      confirmedAt: undefined,
    })),
  });
}
