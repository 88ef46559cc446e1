import type { FindingKind } from './findingKind';

/** The codes of Kiali that our rules raise where Istio has none, by number. */
export const KIALI_CODES = {} as const satisfies Readonly<
  Record<string, FindingKind>
>;
