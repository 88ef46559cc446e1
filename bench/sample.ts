import { Bench } from 'tinybench';

/**
 * Runs the steps one after the other and answers how many milliseconds each
 * took, but for the first ones, which warm the code up as the first minute of
 * a backend does.
 */
export async function sample(
  name: string,
  given: ReadonlyArray<() => unknown>,
  warm = 0,
): Promise<readonly number[]> {
  for (const step of given.slice(0, warm)) step();
  const steps = given.slice(warm);
  const bench = new Bench({
    time: 0,
    iterations: steps.length,
    warmup: false,
    retainSamples: true,
  });
  let at = 0;
  bench.add(name, () => {
    steps[at % steps.length]();
    at += 1;
  });
  const [task] = await bench.run();
  const { result } = task;
  if (result.state !== 'completed') {
    throw new Error(`${name} did not run to its end: ${result.state}`);
  }
  return result.latency.samples ?? [];
}
