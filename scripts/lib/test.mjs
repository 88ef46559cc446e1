import fs from 'node:fs';
import path from 'node:path';
import { ensureAppBundle } from './appBundle.mjs';
import { ensureChromium } from './chromium.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { run as runProcess } from './processes.mjs';

const CLI = path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');
const TRANSFORM = path.join(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

function spawnNode({ node, env }, args, extraEnv = {}) {
  return runProcess(node, args, { cwd: ROOT, env: { ...env, ...extraEnv } });
}

/** Jest over every package; closes with a line that any tool can read. */
async function runJest(workspace, args) {
  const outputFile = path.join(CACHE, 'jest.json');
  fs.mkdirSync(CACHE, { recursive: true });
  fs.rmSync(outputFile, { force: true });
  const code = await spawnNode(workspace, [
    CLI,
    ...['repo', 'test', '--watchAll=false', '--maxWorkers=2'],
    ...[
      '--workerIdleMemoryLimit=1500M',
      '--json',
      `--outputFile=${outputFile}`,
    ],
    // Real git processes and real watches take their time on a busy machine.
    ...['--testTimeout=60000', '--silent', ...args],
  ]);
  if (fs.existsSync(outputFile)) {
    const result = JSON.parse(fs.readFileSync(outputFile, 'utf8'));
    const skipped = result.numPendingTests + result.numTodoTests;
    process.stdout.write(
      `jest: ${result.numPassedTests} passed, ${
        result.numFailedTests + result.numRuntimeErrorTestSuites
      } failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
  }
  return code;
}

/** The product in a real browser, by Node's own test runner. */
async function runBrowser(workspace) {
  const chromium = await ensureChromium();
  await ensureAppBundle(workspace);
  const folder = path.join(ROOT, 'packages/e2e/src');
  const files = fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.e2e.ts'))
    .map(name => path.join(folder, name));
  return spawnNode(
    workspace,
    [
      ...['--require', TRANSFORM, '--test', '--test-concurrency=1'],
      ...['--test-reporter=spec', ...files],
    ],
    { MESHWRIGHT_CHROMIUM: chromium },
  );
}

function stages(workspace) {
  return [
    ['types', () => spawnNode(workspace, ['node_modules/typescript/bin/tsc'])],
    [
      'lint',
      () => spawnNode(workspace, [CLI, 'repo', 'lint', '--max-warnings', '0']),
    ],
    ['unit', () => runJest(workspace, [])],
    ['browser', () => runBrowser(workspace)],
  ];
}

/**
 * `npm test`: types, lint, unit and browser tests. `yarn test <path>` runs
 * jest on what matches; `npm test -- --only STAGE` one stage.
 */
export async function run({ args, workspace }) {
  const only = args[0] === '--only' ? args[1] : undefined;
  if (args.length > 0 && !only) return runJest(workspace, args);
  const report = [];
  let failed = false;
  for (const [name, stage] of stages(workspace)) {
    if (only && only !== name) continue;
    process.stdout.write(`\n== ${name}\n`);
    const started = Date.now();
    const code = await stage();
    const seconds = Math.round((Date.now() - started) / 1000);
    report.push(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
    failed ||= code !== 0;
  }
  process.stdout.write(`\n${report.join('\n')}\n`);
  return failed ? 1 : 0;
}
