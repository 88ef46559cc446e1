import path from 'node:path';
import { ROOT } from './paths.mjs';
import { run as runProcess } from './processes.mjs';

const TOOLS = path.join(
  ROOT,
  'node_modules/@backstage/repo-tools/bin/backstage-repo-tools',
);

// Packages of a workspace see each other's sources, not what is published of
// them; and a field whose name says all needs no sentence. As in Backstage.
const OMITTED = 'ae-wrong-input-file-type,ae-undocumented';

/** `yarn reports [--ci]`: the API reports of the published packages. */
export async function run({ args, workspace }) {
  const options = { cwd: ROOT, env: workspace.env };
  const compiled = await runProcess(
    workspace.node,
    [
      'node_modules/typescript/bin/tsc',
      ...['--skipLibCheck', 'true', '--incremental', 'false'],
    ],
    options,
  );
  if (compiled !== 0) return compiled;
  return runProcess(
    workspace.node,
    [
      TOOLS,
      'api-reports',
      ...args,
      ...['--include', 'plugins/*'],
      ...['--omit-messages', OMITTED],
      '--validate-release-tags',
    ],
    options,
  );
}
