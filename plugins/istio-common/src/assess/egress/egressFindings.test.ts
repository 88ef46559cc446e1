import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  EGRESS_GATEWAY,
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawOrigination,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  TO_GATEWAY,
  rawBothLegs,
  rawClientCertificate,
  rawEgressServer,
  rawHopRule,
  toHost,
} from '../../testing/raw/egressLegs';
import { rawDestinationRule } from '../../testing/rawObjects';

const { found } = findingProbe(recordAnswers(__filename), rawEgressMesh());

const EGRESS = /^(MW01[5-8]\d|IST0109)$/;
const PLAIN = {
  port: { number: 443, name: 'http', protocol: 'HTTP' },
  tls: undefined,
};

describe('findings on the ways out of the mesh', () => {
  it.each<[codes: string, changes: Record<string, unknown>, more: unknown[]]>([
    [
      'MW0150',
      {
        entry: rawServiceEntry({
          ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
        }),
      },
      [],
    ],
    [
      'MW0153',
      {
        toGateway: rawDestinationRule(
          {
            host: EGRESS_GATEWAY,
            exportTo: ['.'],
            subsets: [{ name: 'nginx' }],
          },
          { name: 'elsewhere', namespace: 'istio-system' },
        ),
      },
      [],
    ],
    ['MW0153', { toGateway: undefined }, []],
    ['MW0154', { gateway: rawEgressServer(PLAIN) }, []],
    ['MW0154', { toGateway: rawHopRule([{ name: 'nginx' }]) }, []],
    ['MW0156', { gateway: undefined }, []],
    [
      'MW0157',
      {
        route: rawBothLegs([TO_GATEWAY], undefined, { gateway: { port: 80 } }),
      },
      [],
    ],
    ['MW0158', { originate: undefined }, []],
    [
      'MW0163',
      {},
      [
        rawOrigination(
          {},
          {},
          { name: 'later', createdAt: '2026-01-02T00:00:00Z' },
        ),
      ],
    ],
    [
      'MW0164',
      { certificate: rawClientCertificate({}, { namespace: 'shop' }) },
      [],
    ],
    ['IST0109', {}, [rawEgressRoute({}, { name: 'second' })]],
    ['MW0151', { route: rawBothLegs([toHost('gone.example.com', 443)]) }, []],
    [
      'MW0160',
      {
        route: undefined,
        entry: rawServiceEntry({
          ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
        }),
        originate: rawDestinationRule({
          host: EXTERNAL_HOST,
          trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'x' } },
        }),
      },
      [],
    ],
  ])('%s names what is concerned', (code, changes, more) => {
    const parts = Object.values({ ...rawEgressParts(), ...changes });
    const objects = parts.filter(one => one !== undefined);
    const codes = found(EGRESS, ...objects, ...more);
    expect(codes.map(one => one.split(' ')[0])).toContain(code);
  });
});
