/** Name of the error for a body that is too long. @internal */
export const TOO_LONG = 'TooLongError';

/**
 * The body of an answer. Throws as soon as it is longer than `maxBytes`, and
 * reads no further: who answers without an end must not fill the memory.
 *
 * @internal
 */
export async function readLimited(
  { body }: Pick<Response, 'body'>,
  maxBytes: number,
): Promise<Buffer> {
  if (!body) return Buffer.alloc(0);
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    length += value.byteLength;
    if (length > maxBytes) {
      // Not waited for: who sends without an end may not end this either.
      reader.cancel().catch(() => {});
      const error = new Error('the answer is too long');
      throw Object.assign(error, { name: TOO_LONG });
    }
    chunks.push(value);
  }
}
