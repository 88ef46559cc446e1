import { constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';

/** A link in the place of the file is not followed. */
const REPLACE =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_TRUNC |
  constants.O_NOFOLLOW;

/** Writes a text, or an object as JSON, below a folder of the workspace. @internal */
export async function writeInside(
  folder: string,
  path: string,
  content: string | object,
): Promise<void> {
  const target = resolveSafeChildPath(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(
    target,
    typeof content === 'string'
      ? content
      : `${JSON.stringify(content, undefined, 2)}\n`,
    // Numbers are flags, too; the types know only letters.
    { flag: REPLACE as unknown as string },
  );
}
