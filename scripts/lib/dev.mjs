import path from 'node:path';
import { parseStartOptions } from './options.mjs';
import { ROOT } from './paths.mjs';
import { claimPort } from './ports.mjs';
import { run as runProcess } from './processes.mjs';
import { createRunFolder } from './runFolder.mjs';
import { startSandbox } from './sandbox.mjs';
import { writeSandboxConfig } from './sandboxConfig.mjs';

/** `yarn dev`: the sandbox with Backstage's own watching dev servers. */
export async function run({ args, workspace }) {
  const options = parseStartOptions(args);
  await claimPort(options.port, 'the backend', '--port');
  const runFolder = createRunFolder();
  const sandbox = await startSandbox(workspace, options, runFolder);
  return runProcess(
    workspace.node,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      ...['--config', path.join(ROOT, 'app-config.yaml')],
      ...['--config', writeSandboxConfig(runFolder, options.port, sandbox)],
      ...['--config', path.join(ROOT, 'app-config.dev.yaml')],
    ],
    { cwd: ROOT, env: workspace.env },
  );
}
