import { gitBlobId } from '../gitBlobId';
import { inTurns } from '../inTurns';
import type { AzureApi } from './AzureApi';
import { BlobCache } from './BlobCache';
import { readZip } from './readZip';

const MAX_BYTES = 32 * 1024 * 1024;
const CACHED_CHARACTERS = 32 * 1024 * 1024;
const CALLS_AT_ONCE = 4;

/** Of all repositories in this process. */
const cache = new BlobCache(CACHED_CHARACTERS);

/** The text of a file; undefined when it is none. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    return undefined;
  }
}

/**
 * Contents of files by their ids. Azure DevOps gives several together as a zip
 * only; what was read or written once is not asked for again.
 *
 * @internal
 */
export class AzureBlobs {
  readonly #api: AzureApi;

  constructor(api: AzureApi) {
    this.#api = api;
  }

  /** Lacks what is no text. */
  async read(ids: readonly string[]): Promise<Map<string, string>> {
    const contents = new Map<string, string>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const content = cache.get(this.#key(id));
      if (content === undefined) missing.push(id);
      else contents.set(id, content);
    }
    for (const bytes of await this.#fetch(missing)) {
      const content = textOf(bytes);
      const id = gitBlobId(bytes);
      if (content === undefined || !missing.includes(id)) continue;
      contents.set(id, content);
      cache.set(this.#key(id), content);
    }
    return contents;
  }

  /** Remembers what was written. */
  keep(content: string): void {
    cache.set(this.#key(gitBlobId(content)), content);
  }

  #key(id: string): string {
    return `${this.#api.webUrl} ${id}`;
  }

  async #fetch(ids: readonly string[]): Promise<Buffer[]> {
    if (ids.length === 0) return [];
    return (
      (ids.length > 1 ? await this.#fetchZip(ids) : undefined) ??
      inTurns(ids, CALLS_AT_ONCE, id => this.#fetchOne(id))
    );
  }

  /** Undefined from a server that does not give one. */
  async #fetchZip(ids: readonly string[]): Promise<Buffer[] | undefined> {
    const reply = await this.#api.call('POST', '/blobs', {
      ...{ body: ids, readOnly: true, accept: 'application/zip' },
    });
    if (reply.status === 400) return undefined;
    this.#api.assertOk(reply, 'read files');
    try {
      return readZip(reply.bytes, MAX_BYTES).map(({ content }) => content);
    } catch {
      // Each alone comes without packing.
      return undefined;
    }
  }

  async #fetchOne(id: string): Promise<Buffer> {
    const reply = await this.#api.call('GET', `/blobs/${id}`, {
      query: { $format: 'octetstream' },
      accept: 'application/octet-stream',
    });
    this.#api.assertOk(reply, 'read files');
    return reply.bytes;
  }
}
