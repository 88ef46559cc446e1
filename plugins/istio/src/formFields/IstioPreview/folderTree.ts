import type { PreviewFile } from './ChangePreview';

/** A folder with what is in it, folders first. */
export interface TreeFolder {
  /** Path from its parent; folders that hold only a folder are one. */
  name: string;
  folders: TreeFolder[];
  files: Array<{ name: string; file: PreviewFile }>;
}

/** The files in their folders. */
export function folderTree(files: readonly PreviewFile[]): TreeFolder {
  const root: TreeFolder = { name: '', folders: [], files: [] };
  for (const file of [...files].sort(byPath)) {
    const parts = file.path.split('/');
    const name = parts.pop() ?? file.path;
    let folder = root;
    for (const part of parts) folder = childOf(folder, part);
    folder.files.push({ name, file });
  }
  return { ...root, folders: root.folders.map(joined) };
}

function childOf(parent: TreeFolder, name: string): TreeFolder {
  const found = parent.folders.find(folder => folder.name === name);
  if (found) return found;
  const made: TreeFolder = { name, folders: [], files: [] };
  parent.folders.push(made);
  return made;
}

function joined(folder: TreeFolder): TreeFolder {
  const folders = folder.folders.map(joined);
  const [only] = folders;
  if (folder.files.length === 0 && folders.length === 1) {
    return { ...only, name: `${folder.name}/${only.name}` };
  }
  return { ...folder, folders };
}

function byPath(a: PreviewFile, b: PreviewFile): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
