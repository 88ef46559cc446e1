import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from './LabError.mjs';

/**
 * Runs `work` while this process holds the lock file of the folder, so that two
 * builds do not fight over the cache. The lock of a process that is gone counts
 * for nothing.
 */
export async function withBuildLock(folder, { log, signal }, work) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'build.lock');
  let told = false;
  while (!tryLock(path)) {
    if (!told)
      log(
        `another build is running (process ${ownerOf(path)}); waiting for it`,
      );
    told = true;
    if (signal?.aborted) throw new LabError('interrupted');
    await sleep(1000);
  }
  const release = () => rmSync(path, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function tryLock(path) {
  // A link appears with its content, so nobody reads a lock without an owner.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  if (!isAlive(ownerOf(path))) rmSync(path, { force: true });
  return false;
}

function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0; // released meanwhile
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
