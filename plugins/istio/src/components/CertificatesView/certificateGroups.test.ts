import { certificate } from '../../../dev/build/certificates';
import { certificateGroups } from './certificateGroups';

describe('certificateGroups', () => {
  it('puts the host that needs somebody first, its worst cluster first', () => {
    const groups = certificateGroups([
      certificate('eu-1', 'a.example.com'),
      certificate('eu-1', 'b.example.com'),
      certificate('eu-2', 'b.example.com', { state: 'expired', tone: 'error' }),
    ]);
    expect(
      groups.map(({ host, certificates }) => [
        host,
        certificates.map(({ cluster }) => cluster),
      ]),
    ).toEqual([
      ['b.example.com', ['eu-2', 'eu-1']],
      ['a.example.com', ['eu-1']],
    ]);
  });

  it('names a certificate without hosts after its secret', () => {
    const [group] = certificateGroups([
      certificate('eu-1', 'a.example.com', { dnsNames: [] }),
    ]);
    expect(group.host).toBe('a-example-com-tls');
  });
});
