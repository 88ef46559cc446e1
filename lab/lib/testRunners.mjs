import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from './LabError.mjs';

const labFolder = fileURLToPath(new URL('..', import.meta.url));

/**
 * The test files: plain ones of the lab itself, and those of the product in
 * TypeScript, which jest runs.
 */
export function findTests(words) {
  const list = (folder, pattern) =>
    readdirSync(join(labFolder, folder))
      .filter(name => pattern.test(name))
      .filter(
        name => words.length === 0 || words.some(word => name.includes(word)),
      )
      .map(name => join(labFolder, folder, name));
  return {
    node: list('tests', /\.test\.mjs$/),
    jest: list('product', /\.test\.tsx?$/),
  };
}

/** Runs both kinds one after the other; the first failing code wins, and all run. */
export async function runTests({ node, jest }, { signal, env }) {
  let code = 0;
  if (node.length > 0) {
    // The files share one cluster, and each has namespaces of its own.
    const args = ['--test', '--test-reporter=spec', ...node];
    code = await runNode(args, { signal, env });
  }
  if (jest.length > 0 && !signal.aborted) {
    code = (await runJest(jest, { signal, env })) || code;
  }
  return code;
}

async function runJest(files, { signal, env }) {
  const config = join(labFolder, 'product', 'jest.config.cjs');
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-lab-jest-'));
  const outputFile = join(folder, 'results.json');
  const args = [
    jestBinary(),
    '--config',
    config,
    '--runInBand',
    '--json',
    '--outputFile',
    outputFile,
    '--runTestsByPath',
    ...files,
  ];
  try {
    const code = await runNode(args, { signal, env });
    process.stdout.write(`${jestLine(outputFile)}\n`);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Last line of a run, for whoever reads no more than that. */
function jestLine(outputFile) {
  let results;
  try {
    results = JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch {
    return 'jest: ended without results';
  }
  // A file that does not even load has no tests that could fail.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const line = `jest: ${results.numPassedTests} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

function jestBinary() {
  try {
    return createRequire(import.meta.url).resolve('jest/bin/jest');
  } catch (cause) {
    throw new LabError(
      "jest is not installed; run the project's install first",
      { cause },
    );
  }
}

function runNode(args, { signal, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: 'inherit',
      env,
      cwd: labFolder,
    });
    const end = () => child.kill('SIGTERM');
    signal.addEventListener('abort', end, { once: true });
    process.once('exit', end);
    child.once('error', reject);
    child.once('close', code => {
      signal.removeEventListener('abort', end);
      process.off('exit', end);
      resolve(code ?? 1);
    });
  });
}
