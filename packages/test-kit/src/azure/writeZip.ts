import { crc32, deflateRawSync } from 'node:zlib';

/** Sizes come after the data, as a server writes that streams. */
const STREAMED = 0x08;
const DEFLATED = 8;

function fields(
  ...values: ReadonlyArray<readonly [bytes: 2 | 4, value: number]>
): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

/** The versions of zip that write on Unix, and the mode of a link there. */
const UNIX = 3 * 256 + 20;
const LINK = 0o120777 * 0x10000;

/** A zip file of several contents, written as to a stream. */
export function writeZip(
  entries: ReadonlyMap<string, Buffer>,
  links: ReadonlySet<string> = new Set(),
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of entries) {
    const packed = deflateRawSync(content);
    const sum = crc32(content);
    const id = Buffer.from(name);
    const head = fields(
      ...([
        [4, 0x04034b50],
        [2, 20],
        [2, STREAMED],
        [2, DEFLATED],
      ] as const),
      ...([
        [4, 0],
        [4, 0],
        [4, 0],
        [4, 0],
      ] as const),
      ...([
        [2, id.length],
        [2, 0],
      ] as const),
    );
    const tail = fields(
      ...([
        [4, 0x08074b50],
        [4, sum],
      ] as const),
      ...([
        [4, packed.length],
        [4, content.length],
      ] as const),
    );
    parts.push(head, id, packed, tail);
    directory.push(
      fields(
        ...([
          [4, 0x02014b50],
          [2, UNIX],
          [2, 20],
          [2, STREAMED],
        ] as const),
        ...([
          [2, DEFLATED],
          [4, 0],
          [4, sum],
        ] as const),
        ...([
          [4, packed.length],
          [4, content.length],
        ] as const),
        ...([
          [2, id.length],
          [2, 0],
          [2, 0],
          [2, 0],
          [2, 0],
        ] as const),
        ...([
          [4, links.has(name) ? LINK : 0],
          [4, at],
        ] as const),
      ),
      id,
    );
    at += head.length + id.length + packed.length + tail.length;
  }
  const list = Buffer.concat(directory);
  const end = fields(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, entries.size],
    ] as const),
    ...([
      [2, entries.size],
      [4, list.length],
      [4, at],
      [2, 0],
    ] as const),
  );
  return Buffer.concat([...parts, list, end]);
}
