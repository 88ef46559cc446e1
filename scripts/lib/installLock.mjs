import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './isAlive.mjs';
import { CACHE } from './paths.mjs';

const LOCK = path.join(CACHE, 'install.lock');

function take() {
  try {
    fs.writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Two commands at once must not install into one folder at once. */
export async function withInstallLock(say, work) {
  fs.mkdirSync(CACHE, { recursive: true });
  let told = false;
  while (!take()) {
    const owner = Number(
      fs.readFileSync(LOCK, { encoding: 'utf8', flag: 'a+' }),
    );
    if (owner && !isAlive(owner)) {
      fs.rmSync(LOCK, { force: true });
      continue;
    }
    if (!told) say(`Waiting for the installation of process ${owner}`);
    told = true;
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(LOCK, { force: true });
  }
}
