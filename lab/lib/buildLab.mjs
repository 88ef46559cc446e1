import { mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from './buildLock.mjs';
import { buildPart } from './buildPart.mjs';
import {
  cacheRoot,
  isShareMissing,
  missingBinaries,
  moduleFolder,
  partFolder,
} from './cache.mjs';
import { checkCCompiler, checkGo } from './goToolchain.mjs';
import { LabError } from './LabError.mjs';
import { parts } from './parts.mjs';

const isIncomplete = part =>
  missingBinaries(part).length > 0 || isShareMissing(part);

/**
 * Builds every part that the cache lacks, or `only` some; does nothing, and
 * needs no Go, when they are complete. `signal` interrupts, between and within.
 */
export async function buildLab({ log, only = parts, signal }) {
  if (!only.some(isIncomplete)) return;
  const root = cacheRoot();
  await withBuildLock(root, { log, signal }, async () => {
    const incomplete = only.filter(isIncomplete); // another build may have helped
    if (incomplete.length === 0) return;
    await checkToolchain(incomplete, log);
    checkDisk(incomplete, root);
    const startedAt = Date.now();
    for (const part of incomplete) await buildPart(part, { signal });
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const megabytes = Math.round(sizeOf(only.map(partFolder)) / 1e6);
    log(`the lab is built: ${seconds} s, ${megabytes} MB in ${root}`);
  });
}

async function checkToolchain(incomplete, log) {
  // The module that wants the newest Go speaks for all of them.
  const pickiest =
    incomplete.find(part => part.name === 'gitea') ?? incomplete[0];
  const { version, proxy } = await checkGo(moduleFolder(pickiest));
  if (incomplete.some(part => part.needsCCompiler)) await checkCCompiler();
  const binaries = incomplete.flatMap(part =>
    missingBinaries(part).map(each => each.name),
  );
  log(
    `building ${
      binaries.join(', ') || 'the lab'
    } with ${version}, modules from ${proxy}`,
  );
  if (incomplete.length > 2) {
    log(
      'a first build takes about 25 minutes on two cores, a later start seconds',
    );
  }
}

/** A build that dies of a full disk after twenty minutes is told in advance. */
function checkDisk(incomplete, root) {
  if (process.env.MESHWRIGHT_LAB_DISK_CHECK === 'off') return;
  mkdirSync(root, { recursive: true });
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / 1e9;
  const needed = incomplete.reduce((sum, part) => sum + part.gigabytes, 0);
  if (free < needed) {
    throw new LabError(
      `the build needs up to ${needed} GB and ${free.toFixed(
        1,
      )} GB are free in ${root}` +
        ' (with warm Go caches less: MESHWRIGHT_LAB_DISK_CHECK=off goes ahead)',
    );
  }
}

function sizeOf(paths) {
  return paths.reduce((sum, path) => {
    const stat = statSync(path);
    if (!stat.isDirectory()) return sum + stat.size;
    return sum + sizeOf(readdirSync(path).map(name => join(path, name)));
  }, 0);
}
