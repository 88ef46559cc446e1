import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_LENGTH - MAX_COMMENT);
  for (let at = zip.length - END_LENGTH; at >= first; at--) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw new Error('the answer is no zip file');
}

function contentOf(zip: Buffer, entry: number, maxLength: number): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  if (zip.readUInt32LE(local) !== LOCAL) throw new Error('the zip is broken');
  const start =
    local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + size);
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new Error('the zip is packed in another way');
  return inflateRawSync(packed, { maxOutputLength: maxLength });
}

/**
 * The contents of a zip file, without their names. Sizes come from the
 * directory at its end (APPNOTE 4.3.12), since those who write to a stream do
 * not know them before. Throws on what is no zip, and beyond `maxLength` bytes.
 *
 * @internal
 */
export function readZip(zip: Buffer, maxLength: number): Buffer[] {
  const end = zip.length < END_LENGTH ? -1 : endOf(zip);
  if (end < 0) throw new Error('the answer is no zip file');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  let left = maxLength;
  const contents: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('the zip is broken');
    const content = contentOf(zip, at, left);
    left -= content.length;
    if (left < 0) throw new Error('the zip holds too much');
    contents.push(content);
    at +=
      46 +
      zip.readUInt16LE(at + 28) +
      zip.readUInt16LE(at + 30) +
      zip.readUInt16LE(at + 32);
  }
  return contents;
}
