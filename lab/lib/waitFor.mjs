import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from './LabError.mjs';

/**
 * Asks again and again until `probe` returns something truthy, and returns
 * that. Every try has a time limit of its own, because a server that accepts a
 * connection and says nothing would otherwise look like a hang.
 */
export async function waitFor(what, probe, options = {}) {
  const { timeoutMs = 180_000, tryMs = 5_000, everyMs = 150 } = options;
  const deadline = Date.now() + timeoutMs;
  let lastProblem = 'no answer';
  while (Date.now() < deadline) {
    const signal = AbortSignal.timeout(tryMs);
    try {
      const result = await Promise.race([probe(signal), rejectOn(signal)]);
      if (result) return result;
      lastProblem = 'not yet';
    } catch (error) {
      lastProblem = error.message;
    }
    await sleep(everyMs);
  }
  const seconds = Math.round(timeoutMs / 1000);
  throw new LabError(`${what}: not there after ${seconds} s (${lastProblem})`);
}

function rejectOn(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(new Error('no answer in time')),
      { once: true },
    );
  });
}
