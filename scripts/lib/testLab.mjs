import path from 'node:path';
import { ROOT } from './paths.mjs';
import { run as runProcess } from './processes.mjs';

/** `npm run test:lab`: every test that needs the real control planes. */
export function run({ args, workspace }) {
  return runProcess(
    workspace.node,
    [path.join(ROOT, 'lab/test.mjs'), ...args],
    { cwd: ROOT, env: workspace.env },
  );
}
