import { readResults } from './testResults.mjs';

/**
 * Runs stages one after the other, all of them, and tells how each ended. A
 * stage gives `{ code, results, tail }`: the files its test runners wrote, and
 * the last lines it said.
 */
export async function runStages(stages) {
  const ended = [];
  for (const [name, stage] of stages) {
    process.stdout.write(`\n== ${name}\n`);
    const started = Date.now();
    const outcome = await attempt(name, stage);
    const seconds = Math.round((Date.now() - started) / 1000);
    if (outcome.line) process.stdout.write(`${outcome.line}\n`);
    ended.push({ name, seconds, ...outcome });
  }
  return ended;
}

async function attempt(name, stage) {
  try {
    const { code, results = [], tail } = await stage();
    const found = results.flatMap(file => readResults(file) ?? []);
    const ok = code === 0;
    const line = found.map(one => one.line).join(', ');
    const failures = found.flatMap(one => one.failures);
    if (ok || failures.length > 0) return { ok, line, failures };
    return { ok, line, failures: [unnamed(name, code, tail)] };
  } catch (error) {
    // It could not even begin; the stages after it can.
    process.stderr.write(`meshwright: ${error.message}\n`);
    return { ok: false, failures: [{ name, text: error.message }] };
  }
}

/** A failure that no test runner put a name to. */
function unnamed(name, code, tail = []) {
  return { name, text: `ended with code ${code}`, tail };
}
