import { IncomingMessage } from 'node:http';
import { ForgeError } from '../ForgeError';

const LIMIT_BYTES = 32 * 1024 * 1024;

/** The whole body of a request, up to a limit. @internal */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT_BYTES) throw new ForgeError(413, 'the request is too big');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
