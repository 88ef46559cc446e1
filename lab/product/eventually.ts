import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `check` stops throwing, and answers what it answers; fails with
 * its last error. Long by default: the real control planes share the machine.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(250);
    }
  }
}
