/** Patient, for a busy machine takes its time: only what never comes costs all of it. */
const PATIENCE_MS = 60_000;

/** Waits until a condition holds, for tests of what happens a little later. @internal */
export async function waitUntil(
  condition: () => boolean,
  what = 'the condition',
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
  }
}
