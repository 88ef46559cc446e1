import fs from 'node:fs';
import path from 'node:path';
import { ensureAppBundle } from './appBundle.mjs';
import { ensureChromium } from './chromium.mjs';
import { close } from './closing.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { run as runProcess, runWithTail } from './processes.mjs';
import { runStages } from './stages.mjs';
import { UserError } from './userError.mjs';

const CLI = path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');
const TRANSFORM = path.join(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
const REPORTER = path.join(ROOT, 'scripts/lib/failedTests.mjs');

/** Where a runner writes its results; nothing of an earlier run is left there. */
function resultsFile(name) {
  const file = path.join(CACHE, name);
  fs.mkdirSync(CACHE, { recursive: true });
  fs.rmSync(file, { force: true });
  return file;
}

/** Jest over every package, or over what the arguments name. */
async function runJest({ node, env }, args) {
  const results = resultsFile('jest.json');
  const code = await runProcess(
    node,
    [
      CLI,
      ...['repo', 'test', '--watchAll=false', '--maxWorkers=2'],
      ...['--workerIdleMemoryLimit=1500M', '--json', `--outputFile=${results}`],
      // Real git processes and real watches take their time on a busy machine.
      ...['--testTimeout=180000', '--silent', ...args],
    ],
    { cwd: ROOT, env },
  );
  return { code, results: [results] };
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
  const results = resultsFile('browser.jsonl');
  const code = await runProcess(
    workspace.node,
    [
      ...['--require', TRANSFORM, '--test', '--test-concurrency=1'],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      `--test-reporter=${REPORTER}`,
      `--test-reporter-destination=${results}`,
      ...files,
    ],
    {
      cwd: ROOT,
      env: { ...workspace.env, MESHWRIGHT_CHROMIUM: chromium },
    },
  );
  return { code, results: [results] };
}

function stages(workspace) {
  const { node, env } = workspace;
  const tool = args => runWithTail(node, args, { cwd: ROOT, env });
  return [
    ['types', () => tool(['node_modules/typescript/bin/tsc'])],
    ['lint', () => tool([CLI, 'repo', 'lint', '--max-warnings', '0'])],
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
  const chosen =
    args.length > 0 && !only
      ? [['unit', () => runJest(workspace, args)]]
      : stages(workspace).filter(([name]) => !only || only === name);
  if (chosen.length === 0) {
    throw new UserError(
      `There is no stage "${only}". Take types, lint, unit or browser.`,
    );
  }
  const ended = await runStages(chosen);
  close('test', ended);
  return ended.every(({ ok }) => ok) ? 0 : 1;
}
