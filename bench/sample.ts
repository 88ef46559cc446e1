import { Bench } from 'tinybench';

/** Runs the steps one after the other and answers how many milliseconds each took. */
export async function sample(
  name: string,
  steps: ReadonlyArray<() => unknown>,
): Promise<readonly number[]> {
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
