import { join } from 'node:path';
import { binaryPath, sharePath } from './cache.mjs';
import { parts } from './parts.mjs';

/** The path of a binary that the lab has built, by its name. */
export function binary(name) {
  for (const part of parts) {
    const found = part.binaries.find(each => each.name === name);
    if (found) return binaryPath(part, found);
  }
  throw new Error(`the lab has no part that builds ${name}`);
}

/** The path of a file that came with a part's modules. */
export function share(partName, path) {
  return join(sharePath(parts.find(part => part.name === partName)), path);
}
