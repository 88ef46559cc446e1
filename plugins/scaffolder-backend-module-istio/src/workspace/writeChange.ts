import {
  definitionsFileName,
  renderManifests,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import type { WorkspaceChange } from './GeneratedChange';
import { takenAwayOf } from './takenAway';
import { writeInside } from './writeInside';

/** File that says what the definitions beside it are for. @internal */
export const CHANGE_FILE = 'change.json';

/** Folder of the texts; no namespace can have that name. @internal */
export const TEXTS_FOLDER = '_files';

/** One definitions file in the workspace. @internal */
export interface DefinitionsFile {
  /** Relative to the folder of the change. */
  path: string;
  objects: ManifestObject[];
}

/** The definitions by file: one a namespace. @internal */
export function definitionsFiles(change: WorkspaceChange): DefinitionsFile[] {
  const files = new Map<string, ManifestObject[]>();
  for (const object of change.objects) {
    const folder = object.metadata.namespace ?? '_cluster';
    const path = `${folder}/${definitionsFileName(change.kind, change.place)}`;
    files.set(path, [...(files.get(path) ?? []), object]);
  }
  return [...files].map(([path, objects]) => ({ path, objects }));
}

/** Writes a change below `folder`, which must be inside the workspace. @internal */
export async function writeChange(
  folder: string,
  change: WorkspaceChange,
): Promise<DefinitionsFile[]> {
  const files = definitionsFiles(change);
  const { objects, texts, ...rest } = change;
  // What the intent alone says is read from it again.
  const { place: _, removes: __, homes: ___, mustExist: ____, ...head } = rest;
  await writeInside(folder, CHANGE_FILE, {
    ...head,
    takenAway: takenAwayOf(objects),
    files: files.map(({ path }) => path),
    texts: texts.map(({ content: _content, ...text }) => text),
  });
  for (const { path, objects: inFile } of files) {
    await writeInside(folder, path, renderManifests(inFile));
  }
  for (const { path, content } of texts) {
    await writeInside(folder, `${TEXTS_FOLDER}/${path}`, content);
  }
  return files;
}
