import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from './isAlive.mjs';
import { CACHE } from './paths.mjs';

const RUNS = path.join(CACHE, 'runs');

/**
 * The folder of this start: its data, its config, its log. Those of ended
 * starts are cleared away; others may be running beside this one.
 */
export function createRunFolder() {
  fs.mkdirSync(RUNS, { recursive: true });
  for (const name of fs.readdirSync(RUNS)) {
    if (!isAlive(Number(name))) {
      fs.rmSync(path.join(RUNS, name), { recursive: true, force: true });
    }
  }
  const folder = path.join(RUNS, String(process.pid));
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}
