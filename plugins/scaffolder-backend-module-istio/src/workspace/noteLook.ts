import type { NotedLook } from './GeneratedChange';
import { readInside } from './readInside';
import { CHANGE_FILE } from './writeChange';
import { writeInside } from './writeInside';

/**
 * Keeps with a change what was found in its folders, so that the step that
 * proposes need not look again. It is no secret from who sees the workspace:
 * a dry run of that step shows the same folders.
 *
 * @internal
 */
export async function noteLook(folder: string, look: NotedLook): Promise<void> {
  const head = JSON.parse(await readInside(folder, CHANGE_FILE));
  await writeInside(folder, CHANGE_FILE, { ...head, look });
}
