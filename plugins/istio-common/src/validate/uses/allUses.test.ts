import {
  raw,
  type RawObject,
  validateCase,
} from '../../testing/validationWorld';
import type { ManifestObject } from '../../build/manifest';
import { GOOD_INPUTS } from '../../testing/validation/goodInputs';

const ISTIO = 'networking.istio.io/v1';

const gateway = (place: string, hosts: string[]) =>
  raw(ISTIO, 'Gateway', place, {
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts },
      ],
    },
  });

const entry = (host: string) =>
  raw(ISTIO, 'ServiceEntry', 'payments/partner', {
    spec: {
      ...{ hosts: [host], location: 'MESH_EXTERNAL', resolution: 'DNS' },
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
    },
  });

/** Bound to both Gateways, and routes to the partner. */
const USER = raw(ISTIO, 'VirtualService', 'payments/a', {
  spec: {
    hosts: ['a.example.com'],
    gateways: ['payments/goes', 'payments/stays'],
    http: [{ route: [{ destination: { host: 'partner.com' } }] }],
  },
});

/** Made by a run, as its annotation says. */
const GOES = gateway('payments/goes', ['a.example.com']);
GOES.metadata = {
  ...(GOES.metadata as object),
  annotations: { 'meshwright.dev/change': 'c1' },
};

const LIVE = [
  GOES,
  gateway('payments/stays', ['a.example.com']),
  entry('partner.com'),
  USER,
];

/** What is said of the user when a Gateway goes and objects are rewritten. */
function toldOfUser(written: readonly RawObject[], live = LIVE): string[] {
  const { findings } = validateCase({
    ...{ kind: 'mtls', input: GOOD_INPUTS.mtls, live },
    // Made by the same hand as what is live.
    objects: () => written as unknown as ManifestObject[],
    context: { removes: [LIVE[0] as unknown as ManifestObject] },
  });
  return findings
    .filter(({ ref }) => ref?.name === 'a')
    .map(({ code, cause }) => `${code} ${cause}`);
}

const USED =
  'MW0174 Gateway payments/goes goes, and VirtualService payments/a would be left: what they route is no longer served there.';

describe('what a rule of the mesh says of a user of what goes', () => {
  it('is left out where that it goes is all it says', () => {
    expect(toldOfUser([])).toEqual([USED]);
  });

  it('is told where it is something else', () => {
    expect(toldOfUser([gateway('payments/stays', ['b.example.com'])])).toEqual([
      USED,
      expect.stringMatching(
        /^IST0132 .*payments\/stays does not take a\.example\.com/,
      ),
    ]);
  });

  it('is told where the same rule says it of what is written', () => {
    expect(toldOfUser([entry('other.com')])).toEqual([
      USED,
      expect.stringMatching(/^IST0101 .* routes to host partner\.com/),
    ]);
  });

  it('is told of those that do not use it', () => {
    const other = { ...USER, metadata: { ...(USER.metadata as object) } };
    const spec = { ...(USER.spec as object), gateways: ['payments/stays'] };
    expect(
      toldOfUser(
        [gateway('payments/stays', ['b.example.com'])],
        [...LIVE.slice(0, 3), { ...other, spec }],
      ),
    ).toEqual([expect.stringMatching(/^IST0132 /)]);
  });
});
