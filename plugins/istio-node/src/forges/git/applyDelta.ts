import { packTooLarge } from './gitFaults';

const broken = () => new Error('a delta of the pack cannot be read');

/** Reads the numbers and bytes of a delta in turn. */
class DeltaReader {
  #at = 0;

  constructor(readonly delta: Buffer) {}

  get done(): boolean {
    return this.#at >= this.delta.length;
  }

  byte(): number {
    const byte = this.delta[this.#at++];
    if (byte === undefined) throw broken();
    return byte;
  }

  /** Seven bits in each byte, the lowest first. */
  size(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      if (scale > 2 ** 42) throw broken();
    }
  }

  /** Only the bytes whose flags are set are there, the lowest first. */
  number(flags: number, count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      if (Math.floor(flags / 2 ** i) % 2) value += this.byte() * 256 ** i;
    }
    return value;
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.delta.length) throw broken();
    const bytes = this.delta.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}

const DEFAULT_COPY = 0x10000;

/**
 * What a delta makes of an object: parts of it copied, others put in
 * (`gitformat-pack`, "Deltified representation"). Throws beyond `limit` bytes.
 *
 * @internal
 */
export function applyDelta(base: Buffer, delta: Buffer, limit: number): Buffer {
  const reader = new DeltaReader(delta);
  if (reader.size() !== base.length) throw broken();
  const size = reader.size();
  if (size > limit) throw packTooLarge();
  const result = Buffer.alloc(size);
  let length = 0;
  while (!reader.done) {
    const instruction = reader.byte();
    let part: Buffer;
    if (instruction >= 128) {
      const start = reader.number(instruction % 16, 4);
      const count =
        reader.number(Math.floor(instruction / 16) % 8, 3) || DEFAULT_COPY;
      part = base.subarray(start, start + count);
      if (part.length !== count) throw broken();
    } else {
      if (instruction === 0) throw broken();
      part = reader.take(instruction);
    }
    if (length + part.length > size) throw broken();
    part.copy(result, length);
    length += part.length;
  }
  if (length !== size) throw broken();
  return result;
}
