#!/usr/bin/env node
/**
 * Records what Istio's own code says to random configurations:
 *
 *   node lab/vectors/record.mjs <folder> [--seed N] [--cases N] [--from <folder>]
 *
 * Writes mtls.jsonl, client-tls.jsonl, exposure.jsonl, egress.jsonl, findings.jsonl
 * and authorization.jsonl. `--from` takes the
 * inputs of files recorded before, to see what a newer Istio says to them.
 */
import { parseArgs } from 'node:util';
import { buildLab } from '../lib/buildLab.mjs';
import { interruption } from '../lib/interruption.mjs';
import { LabError } from '../lib/LabError.mjs';
import { parts } from '../lib/parts.mjs';
import { recordVectors } from '../lib/recordVectors.mjs';
import { runCommand } from '../lib/runCommand.mjs';

const USAGE =
  'usage: node lab/vectors/record.mjs <folder> [--seed N] [--cases N] [--from <folder>]';

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        cases: { type: 'string' },
        from: { type: 'string' },
      },
    });
    if (positionals.length !== 1) throw new LabError(USAGE);
    return { folder: positionals[0], ...values };
  } catch (cause) {
    throw new LabError(USAGE, { cause });
  }
}

await runCommand(async log => {
  const wanted = readArguments();
  const only = parts.filter(part => part.name === 'vectors');
  await buildLab({ log, only, signal: interruption() });
  const startedAt = Date.now();
  const { seed, folder } = await recordVectors(wanted);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  log(
    `recorded in ${seconds} s to ${folder}${
      wanted.from ? '' : `, seed ${seed}`
    }`,
  );
});
