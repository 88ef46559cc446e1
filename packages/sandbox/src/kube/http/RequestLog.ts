import { qualifiedResource } from '../ResourceType';
import type { RequestInfo } from './RequestInfo';

/** Counts the requests that reached a cluster, by verb and resource. @public */
export class RequestLog {
  private readonly seen = new Map<string, number>();

  /** @internal */
  add({ verb, group, resource, path }: RequestInfo): void {
    const what = resource
      ? qualifiedResource({ group, plural: resource })
      : path;
    const key = `${verb} ${what}`;
    this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
  }

  /** How many requests had that verb and, if given, that resource (`plural` or `plural.group`). */
  count(verb: string, resource?: string): number {
    let total = 0;
    for (const [key, count] of this.seen) {
      const [seenVerb, seenResource] = key.split(' ');
      if (seenVerb === verb && (!resource || seenResource === resource)) {
        total += count;
      }
    }
    return total;
  }

  /** All counts, keyed `verb resource`. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.seen);
  }

  clear(): void {
    this.seen.clear();
  }
}
