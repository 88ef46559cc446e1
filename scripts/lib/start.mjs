import fs from 'node:fs';
import path from 'node:path';
import { ensureAppBundle } from './appBundle.mjs';
import { startBackend } from './backend.mjs';
import { parseStartOptions } from './options.mjs';
import { ROOT } from './paths.mjs';
import { claimPort } from './ports.mjs';
import { start } from './processes.mjs';
import { createRunFolder } from './runFolder.mjs';
import { startSandbox } from './sandbox.mjs';
import { writeSandboxConfig } from './sandboxConfig.mjs';

function openBrowser(url) {
  const opener =
    { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  // A machine without a browser is no fault: the URL stands on the screen.
  start(opener, [url], { stdio: 'ignore' }).once('error', () => {});
}

async function claimPorts(options) {
  return {
    ...options,
    port: await claimPort(options.port, 'the app', '--port'),
    sandboxPort: await claimPort(
      options.sandboxPort,
      "the sandbox's clusters",
      '--sandbox-port',
    ),
    forgePort: await claimPort(
      options.forgePort,
      "the sandbox's git forge",
      '--forge-port',
    ),
  };
}

/** `npm start`: the product on the embedded sandbox, until Ctrl-C. */
export async function run({ args, workspace }) {
  const started = Date.now();
  const options = await claimPorts(parseStartOptions(args));
  await ensureAppBundle(workspace);
  const runFolder = createRunFolder();
  const sandbox = await startSandbox(workspace, options, runFolder);
  const log = path.join(runFolder, 'backend.log');
  const fd = fs.openSync(log, 'w');
  const backend = await startBackend(workspace, {
    port: options.port,
    configs: [
      path.join(ROOT, 'app-config.yaml'),
      writeSandboxConfig(runFolder, options.port, sandbox),
    ],
    stdio: ['ignore', fd, fd],
  });
  const url = `http://localhost:${options.port}`;
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(
    [
      '',
      `Meshwright is ready after ${seconds} s: ${url}`,
      `  Start with the service that is not exposed yet: ${url}/catalog/default/component/cart`,
      `  The sandbox's git forge: ${sandbox.forge.url}`,
      `  The backend's log: ${path.relative(process.cwd(), log)}`,
      '  Ctrl-C ends everything.',
      '',
    ].join('\n'),
  );
  if (options.open && process.stdout.isTTY && !process.env.CI) openBrowser(url);
  return new Promise(resolve => {
    backend.once('exit', code => {
      process.stderr.write(`The backend ended (${code}). Log: ${log}\n`);
      resolve(1);
    });
  });
}
