#!/usr/bin/env node
/**
 * The lab by hand.
 *
 *   node lab/cli.mjs up [--keep]   start everything, print where it is, stay until Ctrl-C
 *   node lab/cli.mjs build         build what the cache lacks, start nothing
 */
import { buildLab } from './lib/buildLab.mjs';
import { endpointTable } from './lib/endpointTable.mjs';
import { writeFacts } from './lib/facts.mjs';
import { interruption, untilAborted } from './lib/interruption.mjs';
import { LabError } from './lib/LabError.mjs';
import { runCommand } from './lib/runCommand.mjs';
import { startLab } from './lib/startLab.mjs';

const USAGE = 'usage: node lab/cli.mjs up [--keep] | build';

async function up(log, flags) {
  const signal = interruption();
  const keep = flags.includes('--keep');
  const lab = await startLab({ log, keep, signal });
  try {
    const factsPath = writeFacts(lab);
    process.stdout.write(
      `${endpointTable({ ...lab, factsPath })}\n\nCtrl-C ends the lab.\n`,
    );
    await Promise.race([untilAborted(signal), lab.failed]);
  } finally {
    log('stopping');
    await lab.stop();
    if (keep) log(`logs and data stay in ${lab.runFolder}`);
  }
}

await runCommand(async log => {
  const [command, ...flags] = process.argv.slice(2);
  const unknown = flags.find(flag => flag !== '--keep');
  if (unknown) throw new LabError(`unknown option ${unknown}; ${USAGE}`);
  if (command === 'up') return up(log, flags);
  if (command === 'build') return buildLab({ log, signal: interruption() });
  throw new LabError(USAGE);
});
