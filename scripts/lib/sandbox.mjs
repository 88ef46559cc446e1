import path from 'node:path';
import readline from 'node:readline';
import { ROOT } from './paths.mjs';
import { start } from './processes.mjs';
import { UserError } from './userError.mjs';

const MAIN = path.join(ROOT, 'packages/sandbox/src/main.ts');
const TRANSFORM = path.join(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

/** Starts a TypeScript program of this repository. */
export function startTypeScript({ node, env }, file, args, options = {}) {
  return start(node, ['--require', TRANSFORM, file, ...args], {
    cwd: ROOT,
    env,
    ...options,
  });
}

/** Starts the sandbox and resolves to its facts once it is ready. */
export function startSandbox(workspace, options, runFolder) {
  const { sandboxPort, forgePort, clusters } = options;
  const args = [
    ...['--port', String(sandboxPort), '--forge-port', String(forgePort)],
    ...['--data', path.join(runFolder, 'sandbox')],
    ...clusters.flatMap(cluster => ['--cluster', cluster]),
  ];
  const child = startTypeScript(workspace, MAIN, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', code =>
      reject(new UserError(`The sandbox ended before it was ready (${code}).`)),
    );
    readline.createInterface({ input: child.stdout }).on('line', line => {
      if (!line.startsWith('{')) return;
      const facts = JSON.parse(line);
      if (facts.ready) resolve(facts);
    });
  });
}
