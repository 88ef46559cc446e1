import path from 'node:path';
import { ROOT } from './paths.mjs';
import { run as runProcess } from './processes.mjs';

/** `npm run lab`: the real control planes, until Ctrl-C. */
export function run({ args, workspace }) {
  return runProcess(
    workspace.node,
    [path.join(ROOT, 'lab/cli.mjs'), ...(args.length ? args : ['up'])],
    { cwd: ROOT, env: workspace.env },
  );
}
