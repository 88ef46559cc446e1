import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
/** What says that the true value stands elsewhere (zip64, APPNOTE 4.4.1.4). */
const ELSEWHERE_16 = 0xffff;
const ELSEWHERE_32 = 0xffffffff;
/** Who wrote an entry, of which kind its attributes are then. */
const UNIX = 3;
const KIND = 0x10000000;
const LINK = 0xa;

/** One file of a zip. @internal */
export interface ZipEntry {
  name: string;
  isLink: boolean;
  content: Buffer;
}

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
  if (packed.length < size) throw new Error('the zip is broken');
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new Error('the zip is packed in another way');
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxLength) });
}

/** The upper half of the attributes is the mode of the file on Unix. */
function isLink(zip: Buffer, entry: number): boolean {
  const kind = Math.floor(zip.readUInt32LE(entry + 38) / KIND);
  return zip.readUInt8(entry + 5) === UNIX && kind === LINK;
}

/**
 * The files of a zip, of all names or of those that are wanted. Sizes come from
 * the directory at its end (APPNOTE 4.3.12), since those who write to a stream
 * do not know them before. Nothing is unpacked to a disk. Throws on what is no
 * zip, and beyond `maxLength` bytes.
 *
 * @internal
 */
export function readZip(
  zip: Buffer,
  maxLength: number,
  wants: (name: string) => boolean = () => true,
): ZipEntry[] {
  const end = zip.length < END_LENGTH ? -1 : endOf(zip);
  if (end < 0) throw new Error('the answer is no zip file');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count === ELSEWHERE_16 || at === ELSEWHERE_32) {
    throw new Error('the zip is larger than is read');
  }
  let left = maxLength;
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('the zip is broken');
    const length = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + length);
    if (!name.endsWith('/') && wants(name)) {
      const content = contentOf(zip, at, left);
      left -= content.length;
      if (left < 0) throw new Error('the zip holds too much');
      entries.push({ name, isLink: isLink(zip, at), content });
    }
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
