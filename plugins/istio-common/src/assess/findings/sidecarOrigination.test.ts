import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  EGRESS_GATEWAY,
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawServiceEntry,
} from '../../testing/raw/egress';
import { rawDestinationRule, rawGateway } from '../../testing/rawObjects';

const { statuses } = findingProbe(recordAnswers(__filename), rawEgressMesh());

function found(...raw: unknown[]) {
  return statuses({}, /^MW01[56]/, ...raw).map(({ code }) => code);
}

function codes(tls: Record<string, unknown>, port: Record<string, unknown>) {
  return found(
    rawServiceEntry({ ports: [port] }),
    rawDestinationRule({
      host: EXTERNAL_HOST,
      exportTo: ['.'],
      trafficPolicy: { tls },
    }),
  );
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

describe('the way to the egress gateway', () => {
  it('MW0167: plain text to a gateway that originates TLS', () => {
    const leg = (gateway: string, host: string, port: number) => ({
      match: [{ gateways: [gateway], port: 80 }],
      route: [{ destination: { host, port: { number: port } } }],
    });
    const plain = rawGateway(
      [
        {
          port: { number: 80, name: 'http-nginx', protocol: 'HTTP' },
          hosts: [EXTERNAL_HOST],
        },
      ],
      { name: 'egress-nginx', selector: { istio: 'egressgateway' } },
    );
    const route = rawEgressRoute({
      http: [
        leg('mesh', EGRESS_GATEWAY, 80),
        leg('egress-nginx', EXTERNAL_HOST, 443),
      ],
    });
    const { certificate, originate, entry } = rawEgressParts();
    expect(found(entry, plain, route, certificate, originate)).toEqual([
      'MW0167',
    ]);
  });
});
