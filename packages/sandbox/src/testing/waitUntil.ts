/** Waits until a condition holds, for tests of what happens a little later. @internal */
export async function waitUntil(
  condition: () => boolean,
  what = 'the condition',
): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
  }
}
