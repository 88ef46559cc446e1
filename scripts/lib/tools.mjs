import path from 'node:path';
import { ROOT } from './paths.mjs';
import { startTypeScript } from './sandbox.mjs';

/** `replay`, `render`, `assess`: the command-line tools under scripts/cli. */
export function run({ command, args, workspace }) {
  // INIT_CWD is where the person stands; npm itself changes to the root.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = startTypeScript(
    workspace,
    path.join(ROOT, 'scripts/cli', `${command}.ts`),
    args,
    { cwd },
  );
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1));
  });
}
