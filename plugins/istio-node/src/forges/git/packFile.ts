import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { applyDelta } from './applyDelta';
import { packTooLarge } from './gitFaults';
import { type GitObject, gitObjectId, type GitObjectType } from './gitObject';

const TYPES: ReadonlyArray<GitObjectType | undefined> = [
  ...[undefined, 'commit', 'tree', 'blob', 'tag'],
] as const;
const REF_DELTA = 7;
const HEAD_LENGTH = 12;
const ID_LENGTH = 20;
const VERSION = 2;
/** Each costs time, also when it is empty: so many take half a second of the process. */
const MAX_OBJECTS = 50_000;
/** What a size may be counted in, well inside of exact numbers. */
const MAX_SCALE = 2 ** 42;

const broken = () => new Error('the pack of objects cannot be read');

/** An entry of a pack, as it stands there. */
interface Entry {
  code: number;
  /** Of a delta: the object that it changes. */
  base?: string;
  content: Buffer;
}

/** Reads the entries one after the other, no more than a limit of bytes. */
class PackReader {
  #at = HEAD_LENGTH;
  #left: number;

  constructor(readonly pack: Buffer, limit: number) {
    this.#left = limit;
  }

  next(): Entry {
    const { code, size } = this.#head();
    let base: string | undefined;
    if (code === REF_DELTA) {
      base = this.pack.toString('hex', this.#at, this.#at + ID_LENGTH);
      this.#at += ID_LENGTH;
    } else if (!TYPES[code]) throw broken();
    return { code, base, content: this.#inflate(size) };
  }

  /** Type and size: four bits of it, then seven in each further byte. */
  #head(): { code: number; size: number } {
    let byte = this.#byte();
    const code = Math.floor(byte / 16) % 8;
    let size = byte % 16;
    for (let scale = 16; byte >= 128; scale *= 128) {
      if (scale > MAX_SCALE) throw broken();
      byte = this.#byte();
      size += (byte % 128) * scale;
    }
    return { code, size };
  }

  #byte(): number {
    const byte = this.pack[this.#at++];
    if (byte === undefined) throw broken();
    return byte;
  }

  #inflate(size: number): Buffer {
    this.#left -= size;
    if (this.#left < 0) throw packTooLarge();
    // Typed without `info`, which also tells how much of the input was used.
    const { buffer, engine } = inflateSync(this.pack.subarray(this.#at), {
      ...{ info: true, maxOutputLength: Math.max(size, 1) },
      chunkSize: Math.max(64, Math.min(size + 1, 1024 * 1024)),
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length !== size) throw broken();
    this.#at += engine.bytesWritten;
    return buffer;
  }
}

/** Puts deltas onto the objects that they change, no more than a limit of bytes. */
class DeltaResolver {
  readonly objects = new Map<string, GitObject>();
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  /** The id of what it makes; undefined while its base is not there. */
  add({ code, base = '', content }: Entry): string | undefined {
    const type = TYPES[code];
    if (type) return this.#put({ type, content });
    const found = this.objects.get(base);
    if (!found) return undefined;
    const whole = applyDelta(found.content, content, this.#left);
    this.#left -= whole.length;
    return this.#put({ type: found.type, content: whole });
  }

  #put(object: GitObject): string {
    const id = gitObjectId(object);
    this.objects.set(id, object);
    return id;
  }
}

/** Deltas may come before what they change, so they wait until it is there. */
function resolve(entries: readonly Entry[], limit: number) {
  const resolver = new DeltaResolver(limit);
  /** By the id of the base. */
  const waiting = new Map<string, Entry[]>();
  for (const first of entries) {
    const ready = [first];
    for (let entry = ready.pop(); entry; entry = ready.pop()) {
      const id = resolver.add(entry);
      if (id === undefined) {
        const { base = '' } = entry;
        const others = waiting.get(base);
        if (others) others.push(entry);
        else waiting.set(base, [entry]);
        continue;
      }
      for (const next of waiting.get(id) ?? []) ready.push(next);
      waiting.delete(id);
    }
  }
  if (waiting.size) throw broken();
  return resolver.objects;
}

/**
 * The objects of a pack (`gitformat-pack`) by their ids, which are computed:
 * what a server sends is what it claims to be. Deltas name their base by id, as
 * `ofs-delta` is not asked for. Throws beyond `limit` bytes.
 *
 * @internal
 */
export function readPack(pack: Buffer, limit: number): Map<string, GitObject> {
  const isPack =
    pack.length >= HEAD_LENGTH + ID_LENGTH &&
    pack.toString('latin1', 0, 4) === 'PACK' &&
    pack.readUInt32BE(4) === VERSION;
  if (!isPack) throw broken();
  const count = pack.readUInt32BE(8);
  if (count > MAX_OBJECTS) throw packTooLarge();
  const reader = new PackReader(pack.subarray(0, -ID_LENGTH), limit);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) entries.push(reader.next());
  return resolve(entries, limit);
}

function entryHead(code: number, length: number): Buffer {
  let rest = Math.floor(length / 16);
  const bytes = [code * 16 + (length % 16)];
  while (rest > 0) {
    bytes[bytes.length - 1] += 128;
    bytes.push(rest % 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from(bytes);
}

/** A pack of whole objects. @internal */
export function writePack(objects: readonly GitObject[]): Buffer {
  const head = Buffer.from('PACK\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(VERSION, 4);
  head.writeUInt32BE(objects.length, 8);
  const parts = [head];
  for (const { type, content } of objects) {
    parts.push(entryHead(TYPES.indexOf(type), content.length));
    parts.push(deflateSync(content));
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}
