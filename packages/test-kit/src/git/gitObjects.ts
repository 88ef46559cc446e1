import { createHash } from 'node:crypto';

/** An object as git stores it. */
export interface GitObject {
  type: 'blob' | 'tree' | 'commit';
  content: Buffer;
}

/** The id that git gives an object. */
export function objectId({ type, content }: GitObject): string {
  return createHash('sha1')
    .update(`${type} ${content.length}\0`)
    .update(content)
    .digest('hex');
}

/** Trees and blobs of files and symbolic links, by id; the root comes last. */
export function treeObjects(
  files: ReadonlyMap<string, string>,
  links: ReadonlySet<string> = new Set(),
  above = '',
): Map<string, GitObject> {
  const objects = new Map<string, GitObject>();
  const add = (object: GitObject) => {
    const id = objectId(object);
    objects.delete(id);
    objects.set(id, object);
    return id;
  };
  const folders = new Map<string, Map<string, string>>();
  const entries: Array<{ key: string; line: Buffer }> = [];
  const entry = (name: string, mode: string, id: string) => ({
    key: mode === '40000' ? `${name}/` : name,
    line: Buffer.concat([
      Buffer.from(`${mode} ${name}\0`),
      Buffer.from(id, 'hex'),
    ]),
  });
  for (const [path, text] of files) {
    const [first, ...rest] = path.split('/');
    if (rest.length) {
      const folder = folders.get(first) ?? new Map<string, string>();
      folders.set(first, folder.set(rest.join('/'), text));
    } else {
      const id = add({ type: 'blob', content: Buffer.from(text) });
      const mode = links.has(`${above}${first}`) ? '120000' : '100644';
      entries.push(entry(first, mode, id));
    }
  }
  for (const [name, inside] of folders) {
    const below = treeObjects(inside, links, `${above}${name}/`);
    for (const [id, object] of below) objects.set(id, object);
    entries.push(entry(name, '40000', [...below.keys()].at(-1) ?? ''));
  }
  // By bytes, folders as if a slash came after their names.
  entries.sort((a, b) =>
    Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)),
  );
  const content = Buffer.concat(entries.map(({ line }) => line));
  add({ type: 'tree', content });
  return objects;
}

/** The commit of a tree; seconds tell commits of the same text apart. */
export function commitObject(
  tree: string,
  parents: readonly string[],
  author: string,
  message: string,
  seconds: number,
): GitObject {
  const who = `${author} <${author}@example.com> ${seconds} +0000`;
  const lines = [
    `tree ${tree}`,
    ...parents.map(parent => `parent ${parent}`),
    `author ${who}`,
    `committer ${who}`,
  ];
  const content = Buffer.from(`${lines.join('\n')}\n\n${message}`);
  return { type: 'commit', content };
}
