/**
 * Runs a task whenever asked, never twice at once: calls during a run lead to
 * exactly one more run after it, so that a storm of signals costs one request
 * at a time and the last change is never missed.
 */
export function createRefetcher(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await task();
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
