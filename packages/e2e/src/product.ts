import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';

const ROOT = path.resolve(__dirname, '../../..');

/** A started product, on ports of its own. */
export interface Product {
  url: string;
  forgeUrl: string;
  stop(): Promise<void>;
}

/** Starts the product as the README says, and waits for its ready line. */
export function startProduct(extraArgs: string[] = []): Promise<Product> {
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'scripts/meshwright.mjs'),
      'start',
      ...['--port', '0', '--sandbox-port', '0', '--forge-port', '0'],
      '--no-open',
      ...extraArgs,
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return new Promise((resolve, reject) => {
    let url: string | undefined;
    child.once('exit', code =>
      reject(new Error(`npm start ended (${code}) before it was ready`)),
    );
    readline.createInterface({ input: child.stdout }).on('line', line => {
      url ??= /ready after .*: (http\S+)/.exec(line)?.[1];
      const forgeUrl = /git forge: (http\S+)/.exec(line)?.[1];
      if (url && forgeUrl) resolve({ url, forgeUrl, stop });
    });
  });
}
