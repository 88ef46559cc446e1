import { assessRaw } from '../../testing/assessRaw';
import {
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  rawGateway,
  rawIngressGateway,
  rawRoute,
  rawVirtualService,
} from '../../testing/rawObjects';

const HTTP = {
  port: { number: 80, name: 'http', protocol: 'HTTP' },
  hosts: [EXTERNAL_HOST],
};
const MUTUAL = {
  port: { number: 443, name: 'https', protocol: 'HTTPS' },
  hosts: [EXTERNAL_HOST],
  tls: { mode: 'ISTIO_MUTUAL' },
};
const EGRESS = { selector: { istio: 'egressgateway' } };

/** To the host outside, from a gateway alone. */
const ONWARD = rawVirtualService({
  hosts: [EXTERNAL_HOST],
  gateways: ['web'],
  http: [{ route: [{ destination: { host: EXTERNAL_HOST } }] }],
});

describe('a host on a Gateway', () => {
  it.each<[string, boolean, unknown[]]>([
    [
      'to which sidecars are led at the gateway',
      false,
      Object.values(rawEgressParts()),
    ],
    [
      'outside the mesh, on a server for the mesh only',
      false,
      [rawServiceEntry(), rawGateway([MUTUAL]), ONWARD],
    ],
    [
      'outside the mesh, on pods of an egress gateway',
      false,
      [rawServiceEntry(), rawGateway([HTTP], EGRESS), ONWARD],
    ],
    [
      'outside the mesh, which an ingress gateway passes on',
      true,
      [rawServiceEntry(), rawGateway([HTTP]), ONWARD],
    ],
    [
      'that nothing defines outside the mesh',
      true,
      [rawGateway([MUTUAL], EGRESS)],
    ],
    [
      'that leads to a Service of the mesh',
      true,
      [
        rawServiceEntry(),
        rawGateway([MUTUAL]),
        rawRoute(EXTERNAL_HOST, 'cart', { gateways: ['web'] }),
      ],
    ],
  ])('%s', (_, exposed, raw) => {
    const { exposures, egress } = assessRaw([
      ...rawEgressMesh(),
      ...rawIngressGateway(),
      ...raw,
    ]);
    expect(exposures.map(({ host }) => host)).toEqual(
      exposed ? [EXTERNAL_HOST] : [],
    );
    // Nothing is lost: what is not exposed is told as egress.
    expect(exposed || egress.some(({ host }) => host === EXTERNAL_HOST)).toBe(
      true,
    );
  });
});
