import { mkdirSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { binary } from './binaries.mjs';
import { LabError } from './LabError.mjs';
import { run } from './run.mjs';

/**
 * Lets Istio's own code judge fresh random cases and writes its answers, one
 * JSONL file a kind, into the folder. The same seed makes the same cases. With
 * `from`, the inputs in that folder are judged anew instead.
 */
export async function recordVectors({
  folder,
  seed = randomInt(1e9),
  cases = 300,
  from,
}) {
  mkdirSync(folder, { recursive: true });
  const recording = run(binary('vectors.test'), ['-test.run=^TestRecord$'], {
    env: {
      ...process.env,
      MESHWRIGHT_VECTORS_OUT: resolve(folder),
      MESHWRIGHT_VECTORS_SEED: String(seed),
      MESHWRIGHT_VECTORS_CASES: String(cases),
      ...(from && { MESHWRIGHT_VECTORS_FROM: resolve(from) }),
    },
  });
  await recording.catch(error => {
    const cause = /_test\.go:\d+: (.*)/.exec(error.stdout ?? '')?.[1];
    throw new LabError(
      `no vectors recorded (seed ${seed}): ${cause ?? error.message}`,
      {
        cause: error,
      },
    );
  });
  return { folder: resolve(folder), seed, cases };
}
