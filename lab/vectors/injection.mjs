#!/usr/bin/env node
/**
 * Records what the running lab does with random pods, as injection.jsonl:
 *
 *   MESHWRIGHT_LAB=<facts.json> node lab/vectors/injection.mjs <folder> [seed] [cases]
 */
import { readFacts } from '../lib/facts.mjs';
import { KubeApi } from '../lib/KubeApi.mjs';
import { LabError } from '../lib/LabError.mjs';
import { recordInjection } from '../lib/recordInjection.mjs';
import { runCommand } from '../lib/runCommand.mjs';

await runCommand(async log => {
  const [folder, ...numbers] = process.argv.slice(2);
  const [seed, cases] = numbers.map(Number);
  if (
    !folder ||
    !process.env.MESHWRIGHT_LAB ||
    numbers.some(each => !Number.isInteger(Number(each)))
  ) {
    throw new LabError(
      'usage: MESHWRIGHT_LAB=<facts.json> node lab/vectors/injection.mjs <folder> [seed] [cases]',
    );
  }
  const { apiServer } = readFacts(process.env.MESHWRIGHT_LAB);
  const api = new KubeApi({ ...apiServer, token: apiServer.adminToken });
  const recorded = await recordInjection({ api, folder, seed, cases });
  log(`recorded ${recorded.cases} pods to ${folder}, seed ${recorded.seed}`);
});
