import path from 'node:path';
import { ROOT } from './paths.mjs';
import { startTypeScript } from './sandbox.mjs';

/** `bench`: measurements, see bench/README.md. */
export function run({ args, workspace }) {
  const main = path.join(ROOT, 'bench/main.ts');
  const child = startTypeScript(workspace, main, args, { stdio: 'inherit' });
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1));
  });
}
