import { ANNOTATIONS } from '../build/annotateChange';
import { intentKindOf } from '../build/intents';
import type { ManifestObject } from '../build/manifest';
import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import {
  indexOf,
  raw,
  type RawObject,
  validateCase,
} from '../testing/validationWorld';
import { whatGoes } from './whatGoes';

const CHANGE = 'expose-service/cart/eu-1-ingress-shop-cart';

const annotations = (change?: string) =>
  change === undefined ? {} : { [ANNOTATIONS.change]: change };

/** The Gateway that an earlier run made, where now one of the Gateway API is asked for. */
const former = (change?: string) =>
  raw(
    'networking.istio.io/v1',
    'Gateway',
    'shop/cart-gateway',
    {
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          {
            port: { number: 80, name: 'http', protocol: 'HTTP' },
            hosts: ['cart.shop.example.com'],
          },
        ],
      },
    },
    { annotations: annotations(change) },
  );

const user = raw('networking.istio.io/v1', 'VirtualService', 'shop/partner', {
  spec: {
    hosts: ['cart.shop.example.com'],
    gateways: ['cart-gateway'],
    http: [{ route: [{ destination: { host: 'cart' } }] }],
  },
});

const asFile = (object: RawObject, index: number) => ({
  path: `clusters/eu-1/shop/file-${index}.yaml`,
  // The objects of the tests are whole manifests.
  object: object as unknown as ManifestObject,
});

interface Told {
  live?: RawObject[];
  files?: RawObject[];
}

/** Who is said to use what goes. */
function used({ live = [], files }: Told) {
  const { findings } = validateCase({
    kind: 'ingress',
    live,
    input: {
      ...GOOD_INPUTS.ingress,
      form: 'gateway-api',
      gateway: { namespace: 'shop', service: 'istio-ingressgateway' },
    },
    context: {
      change: CHANGE,
      ...(files && {
        repository: { objects: files.map(asFile), unverified: [] },
      }),
    },
  });
  return findings
    .filter(({ code }) => code === 'MW0174')
    .map(({ cause }) => cause);
}

const USED = [
  expect.stringMatching(
    /^Gateway shop\/cart-gateway goes, and VirtualService shop\/partner/,
  ),
];

describe('what an earlier run of the same change made', () => {
  it('goes as what a removal takes out: who uses it is named', () => {
    expect(used({ live: [former(CHANGE), user] })).toEqual(USED);
    expect(used({ files: [former(CHANGE), user] })).toEqual(USED);
    expect(
      used({ live: [former(CHANGE), user], files: [former(CHANGE)] }),
    ).toEqual(USED);
  });

  it('stays where another change made it, or people', () => {
    for (const change of [undefined, 'expose-service/other']) {
      expect(used({ live: [former(change), user] })).toEqual([]);
      expect(used({ files: [former(change), user] })).toEqual([]);
    }
  });

  it('stays where no file has it any more', () => {
    expect(used({ live: [former(CHANGE), user], files: [] })).toEqual([]);
  });
});

describe('what an onboarding could have made', () => {
  const policy = (change?: string) =>
    raw(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'shop/allow-metrics',
      { spec: { podSelector: {}, policyTypes: ['Ingress'] } },
      { annotations: annotations(change) },
    );

  /** What is taken for going where a policy is live. */
  function going(live: RawObject): string[] {
    const result = intentKindOf('onboard')?.build({
      ...{ cluster: 'eu-1', namespace: 'shop', revision: 'default' },
      allowMetrics: false,
    });
    if (!result || 'problems' in result) throw new Error();
    const { objects, removes } = result.built;
    const context = {
      ...{ index: indexOf([live]), zones: [], now: new Date(0) },
      ...{ change: CHANGE, removes: removes?.objects },
    };
    return whatGoes('onboard', objects, context).map(
      ({ metadata }) => metadata.name,
    );
  }

  it('goes where an earlier run made it, and stays where people did', () => {
    expect(going(policy(CHANGE))).toContain('allow-metrics');
    expect(going(policy())).not.toContain('allow-metrics');
    expect(going(policy('onboard-namespace/other'))).not.toContain(
      'allow-metrics',
    );
  });
});
