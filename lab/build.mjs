#!/usr/bin/env node
/** Builds the lab's control planes into the user's cache: `node lab/build.mjs`. */
import { buildLab } from './lib/buildLab.mjs';
import { interruption } from './lib/interruption.mjs';
import { runCommand } from './lib/runCommand.mjs';

await runCommand(async log => {
  await buildLab({ log, signal: interruption() });
  log('every part is in the cache');
});
