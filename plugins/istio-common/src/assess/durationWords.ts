const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of time in its largest fitting unit, rounded down: "12 d", "19 h", "5 min". */
export function durationWords(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  if (span >= 2 * DAY) return `${Math.floor(span / DAY)} d`;
  if (span >= 2 * HOUR) return `${Math.floor(span / HOUR)} h`;
  return `${Math.max(1, Math.floor(span / MINUTE))} min`;
}
