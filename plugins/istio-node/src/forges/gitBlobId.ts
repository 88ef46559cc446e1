import { createHash } from 'node:crypto';

/**
 * The id that git gives to a file of this content; by the length of `like`, in
 * a repository of SHA-1 or SHA-256.
 *
 * @internal
 */
export function gitBlobId(content: Buffer | string, like = ''): string {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(content, 'utf8');
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
