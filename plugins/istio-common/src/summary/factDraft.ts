import type { Fact } from '../api/entityStatus';
import type { Why } from '../api/facts';

/** A fact before it is known what it rests on. */
export type FactDraft = Omit<Fact, 'stale' | 'lowerBound'>;

/** A sentence without objects behind it. */
export function plainWhy(summary: string): Why {
  return { summary, considered: [] };
}
