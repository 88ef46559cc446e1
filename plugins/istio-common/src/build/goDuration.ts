const FORM = /^(?:(\d{1,7})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;

/**
 * Reads a duration as Kubernetes APIs write it, in whole hours, minutes and
 * seconds (`72h`, `1h30m`, `90s`); undefined when it is none.
 *
 * @public
 */
export function durationSeconds(text: string): number | undefined {
  const match = FORM.exec(text);
  if (!match || text === '') return undefined;
  const [hours, minutes, seconds] = match
    .slice(1)
    .map(part => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}
