import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modulesFolder = fileURLToPath(new URL('../modules/', import.meta.url));

/** The user's cache folder for everything the lab builds. */
export function cacheRoot(env = process.env) {
  const base = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'meshwright', 'lab');
}

export function moduleFolder(part) {
  return join(modulesFolder, part.module ?? part.name);
}

/**
 * The cache folder of one part, named after what decides its binaries: go.mod,
 * go.sum and our own Go sources. One folder a part, so that a change to one
 * does not build the others again.
 */
export function partFolder(part) {
  const hash = createHash('sha256');
  for (const file of sourcesOf(part)) {
    hash.update(`${basename(file)}\0`).update(readFileSync(file));
  }
  // What is built from the sources counts as much as the sources.
  hash.update(JSON.stringify([part.binaries, part.copies ?? []]));
  return join(cacheRoot(), `${part.name}-${hash.digest('hex').slice(0, 12)}`);
}

function sourcesOf(part) {
  const own = (folder, wanted) =>
    readdirSync(folder)
      .filter(name => wanted.test(name))
      .sort()
      .map(name => join(folder, name));
  const folder = moduleFolder(part);
  const sources = part.sources ? own(join(folder, part.sources), /\.go$/) : [];
  return [...own(folder, /^go\.(mod|sum)$|\.go$/), ...sources];
}

export function binaryPath(part, binary) {
  return join(partFolder(part), 'bin', binary.name);
}

/** Where the files copied from other modules stand. */
export function sharePath(part) {
  return join(partFolder(part), 'share');
}

export function missingBinaries(part) {
  return part.binaries.filter(each => !existsSync(binaryPath(part, each)));
}

export function isShareMissing(part) {
  return Boolean(part.copies) && !existsSync(sharePath(part));
}
