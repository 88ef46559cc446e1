import type { Readable } from 'node:stream';
import { failureOfError } from './failureOfError';
import { KubeFailure } from './KubeFailure';

/** Reads a body to its end, no longer than `timeoutMs` and no more than `maxBytes`. */
export async function readBody(
  body: Readable,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => {
    const seconds = Math.ceil(limits.timeoutMs / 1_000);
    body.destroy(
      new KubeFailure('degraded', `an answer took longer than ${seconds} s`),
    );
  }, limits.timeoutMs);
  timer.unref();
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) {
        throw new KubeFailure(
          'degraded',
          `an answer is larger than ${limits.maxBytes} bytes`,
        );
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw failureOfError(error);
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}
