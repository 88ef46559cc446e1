#!/usr/bin/env node
// The one entry of every command in package.json. Plain Node without
// dependencies, because it runs before anything is installed.
import { UserError } from './lib/userError.mjs';
import { ensureWorkspace } from './lib/workspace.mjs';

const COMMANDS = {
  start: () => import('./lib/start.mjs'),
  dev: () => import('./lib/dev.mjs'),
  test: () => import('./lib/test.mjs'),
  lab: () => import('./lib/lab.mjs'),
  'test:lab': () => import('./lib/testLab.mjs'),
  replay: () => import('./lib/tools.mjs'),
  render: () => import('./lib/tools.mjs'),
  assess: () => import('./lib/tools.mjs'),
  bench: () => import('./lib/bench.mjs'),
  reports: () => import('./lib/reports.mjs'),
};

async function main() {
  const [command, ...args] = process.argv.slice(2);
  const load = COMMANDS[command];
  if (!load) {
    throw new UserError(
      `There is no command "${command ?? ''}". Take one of: ${Object.keys(
        COMMANDS,
      ).join(', ')}.`,
    );
  }
  const workspace = await ensureWorkspace();
  const { run } = await load();
  process.exitCode = await run({ command, args, workspace });
}

main().catch(error => {
  // A user's problem is one line; only a defect of ours shows its stack.
  process.stderr.write(
    error instanceof UserError
      ? `meshwright: ${error.message}\n`
      : `meshwright: ${error.stack ?? error}\n`,
  );
  process.exitCode = 1;
});
