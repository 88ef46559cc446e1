import type { RepositoryFile } from './Forge';
import { gitBlobId } from './gitBlobId';
import { forgeError } from './forgeFault';

/** The error for what is in the way of a plain file. @internal */
export function notPlain(path: string): Error {
  return forgeError(
    'invalid',
    `${path} is not a plain file of readable size: move it out of the way.`,
  );
}

/** The file behind its bytes; undefined where they are not text. @internal */
export function textFile(
  path: string,
  bytes: Buffer,
): RepositoryFile | undefined {
  const content = bytes.toString('utf8');
  // What is not UTF-8 would come back as something else.
  if (!Buffer.from(content, 'utf8').equals(bytes)) return undefined;
  return { path, content, sha: gitBlobId(bytes) };
}

/** The file behind its bytes; refuses bytes that are not text. @internal */
export function rawFile(path: string, bytes: Buffer): RepositoryFile {
  const file = textFile(path, bytes);
  if (!file) throw notPlain(path);
  return file;
}

/**
 * Whether the content could be that of a symbolic link, which is a path: some
 * forges do not tell the two apart where they give contents.
 *
 * @internal
 */
export function looksLikeLink({ content }: RepositoryFile): boolean {
  return /^[^\s:]+$/.test(content);
}
