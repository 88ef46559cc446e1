import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';

const MAX_BYTES = 1024 * 1024;

/** Refuses what is another file than the one that was opened. */
async function assertInside(
  folder: string,
  path: string,
  opened: { dev: number; ino: number },
): Promise<void> {
  const named = await stat(resolveSafeChildPath(folder, path));
  if (named.dev === opened.dev && named.ino === opened.ino) return;
  throw new InputError(`${path} changed while it was read; run the task again`);
}

/**
 * Reads a text below a folder of the workspace. No link leads out of it, not
 * one that takes the place of the file after it was looked at either.
 *
 * @internal
 */
export async function readInside(
  folder: string,
  path: string,
): Promise<string> {
  const source = resolveSafeChildPath(folder, path);
  const file = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW)
    // What a link is called when it must not be followed.
    .catch(error => {
      if (!isError(error) || error.code !== 'ELOOP') throw error;
      throw new InputError(`${path} is a link; write the file itself`);
    });
  try {
    const opened = await file.stat();
    await assertInside(folder, path, opened);
    if (opened.size > MAX_BYTES) {
      throw new InputError(
        `${path} has ${opened.size} bytes, at most ${MAX_BYTES} are read; split it`,
      );
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
