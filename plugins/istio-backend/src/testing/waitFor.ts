/**
 * Waits until `check` stops throwing; fails with its last error. Patient, for
 * a busy machine takes its time: only what never comes costs all of it.
 */
export async function waitFor(
  check: () => void | Promise<void>,
  timeoutMs = 120_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
}
