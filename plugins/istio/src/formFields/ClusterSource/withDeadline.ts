/** So long Next waits; what is not known by then goes on as unverified. */
const PATIENCE_MS = 5_000;

/**
 * Asks, and gives up when no answer comes. Whoever is asked is told by the
 * signal; one that does not listen to it holds nobody up either.
 */
export function withDeadline<T>(
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      controller.abort();
      reject(new Error(`No answer within ${PATIENCE_MS / 1000} s`));
    }, PATIENCE_MS);
    ask(controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
