#!/usr/bin/env node
/**
 * Starts the lab, runs the tests that need it, stops it, and ends with the
 * tests' own code.
 *
 *   node lab/test.mjs             every test
 *   node lab/test.mjs injection   only test files whose name contains the word
 *
 * The tests find the lab through MESHWRIGHT_LAB, the path of a JSON file of
 * facts. When it is already set, that lab is used and left running.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { readFacts, writeFacts } from './lib/facts.mjs';
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

async function testAgainst(lab, tests, { log, signal }) {
  // Only the product's tests compare themselves with Istio's answers.
  const vectors =
    tests.jest.length > 0 ? await recordFreshVectors(lab, log) : lab.vectors;
  const env = {
    ...process.env,
    MESHWRIGHT_LAB: writeFacts({ ...lab, vectors }),
  };
  return runTests(tests, { signal, env });
}

await runCommand(async log => {
  const signal = interruption();
  const tests = findTests(process.argv.slice(2));
  if (tests.node.length + tests.jest.length === 0)
    throw new LabError('no test file matches');
  const running = process.env.MESHWRIGHT_LAB;
  if (running) {
    process.exitCode = await testAgainst(readFacts(running), tests, {
      log,
      signal,
    });
    return;
  }
  const lab = await startLab({ log, signal });
  try {
    process.exitCode = await Promise.race([
      testAgainst(lab, tests, { log, signal }),
      lab.failed,
    ]);
  } finally {
    log('stopping the lab');
    await lab.stop();
  }
});
