const last = new Map<string, Promise<unknown>>();

/**
 * Runs work of the same key one after the other in this process. Between
 * processes the branch on the forge decides; this only keeps one process from
 * racing with itself, which forges do not always notice in time.
 *
 * @internal
 */
export async function oneAtATime<T>(
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = last.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => {});
  last.set(key, settled);
  try {
    return await mine;
  } finally {
    if (last.get(key) === settled) last.delete(key);
  }
}
