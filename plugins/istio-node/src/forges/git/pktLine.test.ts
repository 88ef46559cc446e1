import * as fc from 'fast-check';
import { FLUSH, pktLine, readPackets, readSideBand } from './pktLine';

describe('packets', () => {
  it('come back as they were written', () => {
    const packet = fc.oneof(
      fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(fc.array(packet), packets => {
        const text = packets.map(one => (one ? pktLine(one) : FLUSH)).join('');
        const read = readPackets(Buffer.from(text));
        expect(read.map(String)).toEqual(packets.map(one => one ?? FLUSH));
      }),
    );
  });

  it.each(['zzzz', '0003', '00', '0009abc', 'ffff', '<html>'])(
    'are refused when they are %j',
    text => {
      expect(() => readPackets(Buffer.from(text))).toThrow('no packet of git');
    },
  );
});

it('sorts what comes on the side-band', () => {
  const text = ['\x01PACK', '\x02Hi \n', '\x01more', '\x03bad', '\x09?'];
  const packets = readPackets(Buffer.from(text.map(pktLine).join('') + FLUSH));
  const { data, said, error } = readSideBand(packets);
  expect([`${data}`, said, error]).toEqual(['PACKmore', 'Hi', 'bad']);
});
