/** What stands between packets: the end of all, and of a section. */
export const FLUSH = '0000';
export const DELIMITER = '0001';

const RESPONSE_END = '0002';
const MARKERS: ReadonlySet<string> = new Set([FLUSH, DELIMITER, RESPONSE_END]);
const HEAD = 4;
const MAX_LENGTH = 65520;

/** A packet with its length before it (`gitprotocol-common`). @internal */
export function pktLine(text: string): string {
  const length = Buffer.byteLength(text) + HEAD;
  if (length > MAX_LENGTH) throw new Error('too long for a packet of git');
  return `${length.toString(16).padStart(HEAD, '0')}${text}`;
}

/**
 * Reads packets; what stands between them comes as its four digits. Throws on
 * what is no sequence of whole packets.
 *
 * @internal
 */
export function readPackets(bytes: Buffer): Array<Buffer | string> {
  const packets: Array<Buffer | string> = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.toString('latin1', at, at + HEAD);
    if (MARKERS.has(head)) {
      packets.push(head);
      at += HEAD;
      continue;
    }
    const length = /^[0-9a-f]{4}$/i.test(head) ? parseInt(head, 16) : 0;
    if (length < HEAD || at + length > bytes.length) {
      throw new Error('the answer is no packet of git');
    }
    packets.push(bytes.subarray(at + HEAD, at + length));
    at += length;
  }
  return packets;
}

/** What came on the three channels of a side-band. @internal */
export interface SideBand {
  data: Buffer;
  /** What the server and its hooks say to people. */
  said: string;
  /** Why it gave up; empty when it did not. */
  error: string;
}

/** Sorts packets by channel (`side-band-64k`). @internal */
export function readSideBand(
  packets: ReadonlyArray<Buffer | string>,
): SideBand {
  const channels: Buffer[][] = [[], [], [], []];
  for (const packet of packets) {
    if (typeof packet === 'string') continue;
    channels[packet[0]]?.push(packet.subarray(1));
  }
  const text = (channel: number) =>
    Buffer.concat(channels[channel]).toString('utf8').trim();
  return { data: Buffer.concat(channels[1]), said: text(2), error: text(3) };
}
