import { hashText } from './stableHash';

/** Longest DNS label, RFC 1123. @internal */
export const LABEL_LENGTH = 63;

/** Longest name of most Kubernetes objects, RFC 1123 subdomain. @internal */
export const NAME_LENGTH = 253;

/**
 * Keeps a name within a length. A name that is too long keeps its beginning
 * and ends in a hash of the whole, so that two long names stay two names.
 *
 * @internal
 */
export function boundedName(name: string, length: number): string {
  if (name.length <= length) return name;
  const hash = hashText(name).slice(0, 8);
  const head = name.slice(0, length - hash.length - 1).replace(/[-.]+$/, '');
  return `${head}-${hash}`;
}
