#!/usr/bin/env node
/**
 * Starts the lab, runs the tests that need it, stops it, and ends with the
 * tests' own code.
 *
 *   node lab/test.mjs             every test
 *   node lab/test.mjs injection   only test files whose path contains the word
 *
 * The tests find the lab through MESHWRIGHT_LAB, the path of a JSON file of
 * facts. When it is already set, that lab is used and left running.
 */
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interruption } from './lib/interruption.mjs';
import { KubeApi } from './lib/KubeApi.mjs';
import { LabError } from './lib/LabError.mjs';
import { recordInjection } from './lib/recordInjection.mjs';
import { recordVectors } from './lib/recordVectors.mjs';
import { runCommand } from './lib/runCommand.mjs';
import { startLab } from './lib/startLab.mjs';
import { findTests, runTests } from './lib/testRunners.mjs';

/** Cases nobody has seen before, so that no test can be fitted to those it knows. */
async function recordFreshVectors(lab, log) {
  const folder = join(lab.runFolder, 'vectors');
  const seed = Number(process.env.MESHWRIGHT_VECTORS_SEED) || randomInt(1e9);
  const api = new KubeApi({ ...lab.apiServer, token: lab.tokens.admin });
  log(`recording fresh vectors; MESHWRIGHT_VECTORS_SEED=${seed} repeats them`);
  await Promise.all([
    recordVectors({ folder, seed }),
    recordInjection({ api, folder, seed }),
  ]);
  return { folder, seed };
}

await runCommand(async log => {
  const signal = interruption();
  const tests = findTests(process.argv.slice(2));
  if (tests.node.length + tests.jest.length === 0)
    throw new LabError('no test file matches');
  if (process.env.MESHWRIGHT_LAB) {
    process.exitCode = await runTests(tests, { signal, env: process.env });
    return;
  }
  const lab = await startLab({ log, signal });
  try {
    const vectors = await recordFreshVectors(lab, log);
    const factsPath = join(lab.runFolder, 'facts.json');
    const { stop, failed, ...facts } = lab;
    const text = JSON.stringify({ ...facts, vectors }, undefined, 2);
    writeFileSync(factsPath, text, { mode: 0o600 });
    const env = { ...process.env, MESHWRIGHT_LAB: factsPath };
    process.exitCode = await Promise.race([
      runTests(tests, { signal, env }),
      lab.failed,
    ]);
  } finally {
    log('stopping the lab');
    await lab.stop();
  }
});
