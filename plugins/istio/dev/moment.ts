/** The moment that all mock data shows. */
export const NOW = new Date('2026-11-22T15:40:00Z');

/** ISO time of so many seconds before {@link NOW}. */
export function secondsAgo(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1_000).toISOString();
}
