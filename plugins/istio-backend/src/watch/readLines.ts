import type { Readable } from 'node:stream';
import { failureOfError } from './failureOfError';
import { KubeFailure } from './KubeFailure';

const NEWLINE = 0x0a;

/**
 * Yields the lines of a stream as they come. A stream that ends inside a line
 * was cut: that is a failure, never a shorter line.
 */
export async function* readLines(
  body: Readable,
  maxLineBytes: number,
): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  try {
    for await (const chunk of body) {
      let from = 0;
      let to = chunk.indexOf(NEWLINE);
      while (to >= 0) {
        rest.push(chunk.subarray(from, to));
        const line = Buffer.concat(rest).toString('utf8');
        rest = [];
        restBytes = 0;
        if (line.trim()) yield line;
        from = to + 1;
        to = chunk.indexOf(NEWLINE, from);
      }
      rest.push(chunk.subarray(from));
      restBytes += chunk.length - from;
      if (restBytes > maxLineBytes) {
        throw new KubeFailure(
          'degraded',
          `a watch sent a line longer than ${maxLineBytes} bytes`,
        );
      }
    }
  } catch (error) {
    throw failureOfError(error);
  } finally {
    body.destroy();
  }
  if (restBytes > 0) {
    throw new KubeFailure('garbled', 'a watch was cut inside a line');
  }
}
