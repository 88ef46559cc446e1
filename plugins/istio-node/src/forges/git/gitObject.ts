import { createHash } from 'node:crypto';

/** @internal */
export type GitObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** An object of a repository. @internal */
export interface GitObject {
  type: GitObjectType;
  content: Buffer;
}

/** The id of an object; repositories of SHA-256 are not served. @internal */
export function gitObjectId({ type, content }: GitObject): string {
  return createHash('sha1')
    .update(`${type} ${content.length}\0`)
    .update(content)
    .digest('hex');
}

/** A line of a tree. @internal */
export interface TreeEntry {
  /** `40000` a folder, `100644` and `100755` files, `120000` a link. */
  mode: string;
  /** One character for each byte, as not all names are UTF-8: {@link treeName}. */
  name: string;
  id: string;
}

const ID_LENGTH = 20;

/** A part of a path, as trees name it. @internal */
export function treeName(part: string): string {
  return Buffer.from(part, 'utf8').toString('latin1');
}

/** Old programs wrote `040000`; git itself writes such a tree anew without the zero. */
const modeOf = (text: string) => text.replace(/^0+/, '');

/** @internal */
export function readTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, at);
    const next = end + 1 + ID_LENGTH;
    if (space < at || end < space || next > content.length) {
      throw new Error('a tree of the repository cannot be read');
    }
    entries.push({
      mode: modeOf(content.toString('latin1', at, space)),
      name: content.toString('latin1', space + 1, end),
      id: content.toString('hex', end + 1, next),
    });
    at = next;
  }
  return entries;
}

/** Git sorts by bytes, folders as if a slash came after their names. */
function keyOf({ mode, name }: TreeEntry): Buffer {
  return Buffer.from(mode === '40000' ? `${name}/` : name, 'latin1');
}

/** @internal */
export function writeTree(entries: readonly TreeEntry[]): GitObject {
  const sorted = [...entries].sort((a, b) =>
    Buffer.compare(keyOf(a), keyOf(b)),
  );
  const lines = sorted.map(({ mode, name, id }) =>
    Buffer.concat([
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(id, 'hex'),
    ]),
  );
  return { type: 'tree', content: Buffer.concat(lines) };
}

/** The tree of a commit. @internal */
export function treeOf({ type, content }: GitObject): string {
  const found = /^tree ([0-9a-f]{40})\n/.exec(
    content.toString('latin1', 0, 46),
  )?.[1];
  if (type === 'commit' && found) return found;
  throw new Error('a commit of the repository cannot be read');
}

/** Who makes commits. @internal */
export interface GitAuthor {
  name: string;
  email: string;
}

/** Git takes neither brackets nor ends of lines in names. */
const plain = (text: string) => text.replace(/[<>\p{Cc}]+/gu, ' ').trim();

/** @internal */
export function writeCommit(commit: {
  tree: string;
  parents: readonly string[];
  author: GitAuthor;
  /** Seconds since 1970. */
  at: number;
  message: string;
}): GitObject {
  const { tree, parents, author, at, message } = commit;
  const who = `${plain(author.name)} <${plain(author.email)}> ${at} +0000`;
  const lines = [
    `tree ${tree}`,
    ...parents.map(parent => `parent ${parent}`),
    `author ${who}`,
    `committer ${who}`,
  ];
  const text = `${lines.join('\n')}\n\n${message}`;
  return { type: 'commit', content: Buffer.from(text, 'utf8') };
}
