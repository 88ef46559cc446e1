import { assessRaw } from '../../testing/assessRaw';
import {
  EXTERNAL_HOST,
  rawEgressMesh,
  rawServiceEntry,
} from '../../testing/raw/egress';
import { rawDestinationRule } from '../../testing/rawObjects';

function codes(tls: Record<string, unknown>, port: Record<string, unknown>) {
  return assessRaw([
    ...rawEgressMesh(),
    rawServiceEntry({ ports: [port] }),
    rawDestinationRule({
      host: EXTERNAL_HOST,
      exportTo: ['.'],
      trafficPolicy: { tls },
    }),
  ]).findings.map(({ code }) => code);
}

const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const TLS = { number: 443, name: 'tls', protocol: 'TLS' };

describe('TLS that sidecars originate', () => {
  it('MW0160: a credential that sidecars do not take', () => {
    const mutual = { mode: 'MUTUAL', credentialName: 'client' };
    expect(codes(mutual, HTTP)).toContain('MW0160');
    expect(
      codes({ mode: 'SIMPLE', caCertificates: '/etc/ca.pem' }, HTTP),
    ).not.toContain('MW0160');
  });

  it('MW0159: TLS around what is TLS already', () => {
    const simple = { mode: 'SIMPLE', caCertificates: '/etc/ca.pem' };
    expect(codes(simple, TLS)).toContain('MW0159');
    expect(codes(simple, HTTP)).not.toContain('MW0159');
  });
});
