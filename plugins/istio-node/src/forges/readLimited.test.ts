import { readLimited } from './readLimited';

/** An answer without an end; counts what is taken of it. */
function endless() {
  const taken = { chunks: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.chunks += 1;
      // Otherwise a reader that does not stop would never come to an end.
      if (taken.chunks > 1000) controller.close();
      else controller.enqueue(new Uint8Array(1024));
    },
    cancel() {
      taken.cancelled = true;
    },
  });
  return { answer: new Response(body), taken };
}

describe('readLimited', () => {
  it.each(['', 'x'.repeat(100)])('reads %j whole', async text => {
    const bytes = await readLimited(new Response(text), 100);
    expect(bytes.toString()).toBe(text);
  });

  it('reads nothing of an answer without a body', async () => {
    const bytes = await readLimited(new Response(null, { status: 204 }), 100);
    expect(bytes).toHaveLength(0);
  });

  it('stops in an answer that has no end', async () => {
    const { answer, taken } = endless();
    await expect(readLimited(answer, 10 * 1024)).rejects.toThrow(
      'the answer is too long',
    );
    expect(taken.cancelled).toBe(true);
    expect(taken.chunks).toBeLessThan(20);
  });
});
