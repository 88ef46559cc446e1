import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
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
    const config = join(labFolder, 'product', 'jest.config.cjs');
    const args = [
      jestBinary(),
      '--config',
      config,
      '--runInBand',
      '--runTestsByPath',
      ...jest,
    ];
    code = (await runNode(args, { signal, env })) || code;
  }
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
