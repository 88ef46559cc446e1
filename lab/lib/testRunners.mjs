import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readResults } from '../../scripts/lib/testResults.mjs';
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
  const kept = env.MESHWRIGHT_LAB_RESULTS;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'meshwright-lab-results-'));
  let code = 0;
  try {
    if (node.length > 0) {
      code = await runPlain(node, folder, { signal, env });
    }
    if (jest.length > 0 && !signal.aborted) {
      code = (await runJest(jest, folder, { signal, env })) || code;
    }
  } finally {
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
  return code;
}

/** The files share one cluster, and each has namespaces of its own. */
function runPlain(files, folder, { signal, env }) {
  const reporter = join(labFolder, '../scripts/lib/failedTests.mjs');
  const args = [
    '--test',
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${join(folder, 'platform.jsonl')}`,
    ...files,
  ];
  return runNode(args, { signal, env });
}

async function runJest(files, folder, { signal, env }) {
  const config = join(labFolder, 'product', 'jest.config.cjs');
  const results = join(folder, 'product.json');
  const args = [
    jestBinary(),
    ...['--config', config, '--runInBand'],
    ...['--json', '--outputFile', results, '--runTestsByPath'],
    ...files,
  ];
  const code = await runNode(args, { signal, env });
  // The last line of a run, for whoever reads no more than that.
  const { line } = readResults(results) ?? { line: 'jest: no results' };
  process.stdout.write(`${line}\n`);
  return code;
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
