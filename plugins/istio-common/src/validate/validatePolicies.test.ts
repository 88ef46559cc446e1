import type { ManifestObject } from '../build/manifest';
import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import {
  raw,
  rawGateway,
  type RawObject,
  validateCase,
} from '../testing/validationWorld';

const SECURITY = 'security.istio.io/v1';
const PATH = 'clusters/eu-1/shop/policies.yaml';
const IN_FILE = ` is in ${PATH}, which is merged and not yet in the cluster.`;

const policy = (place: string, spec: object) =>
  raw(SECURITY, 'AuthorizationPolicy', place, { spec });

const CART = { selector: { matchLabels: { app: 'cart' } } };
const GATEWAY = { selector: { matchLabels: { istio: 'ingressgateway' } } };
const TOKEN = [{ from: [{ source: { requestPrincipals: ['*'] } }] }];
const CLIENT = [
  { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] },
];

type Kind = keyof typeof GOOD_INPUTS;

/** What is said of a change beside objects that are merged, or live already. */
function told(
  kind: Kind,
  others: readonly RawObject[],
  {
    input = {},
    live = false,
    before = [],
  }: { input?: object; live?: boolean; before?: readonly RawObject[] } = {},
): string[] {
  const { findings } = validateCase({
    kind,
    input: { ...GOOD_INPUTS[kind], ...input },
    live: [
      rawGateway('shop/cart', ['cart.shop.example.com']),
      ...before,
      ...(live ? others : []),
    ],
    context: {
      repository: {
        objects: live
          ? []
          : // Of the same shape, but for what the type knows to be JSON.
            others.map(object => ({
              path: PATH,
              object: object as unknown as ManifestObject,
            })),
        unverified: [],
      },
    },
  });
  return findings.map(
    ({ severity, code, cause, path }) =>
      `${severity} ${code} ${path === PATH ? 'file' : 'no file'}: ${cause}`,
  );
}

interface Case {
  title: string;
  other: RawObject;
  /** Severity, code and cause. */
  finds: string;
}

const letsIn = (name: string, what: string) =>
  `AuthorizationPolicy ${name} lets ${what} without a token in to Pod shop/cart-1: what one ALLOW policy lets in, shop/cart-oidc does not turn away.`;
const turns = (name: string, where: string, own: string) =>
  `AuthorizationPolicy ${name} turns every request to ${where} away, with a token too, before ${own} is asked.`;

const CASES: Case[] = [
  {
    title: 'lets everything in to the workload',
    other: policy('shop/open', { ...CART, rules: [{}] }),
    finds: `warning MW0253 ${letsIn('shop/open', 'every request')}`,
  },
  {
    title: 'lets everything in to the namespace',
    other: policy('shop/open', { rules: [{}] }),
    finds: `warning MW0253 ${letsIn('shop/open', 'every request')}`,
  },
  {
    title: 'lets everything in to the mesh, from the root namespace',
    other: policy('istio-system/open', { rules: [{}] }),
    finds: `warning MW0253 ${letsIn('istio-system/open', 'every request')}`,
  },
  {
    title: 'lets health checks in',
    other: policy('shop/health', {
      ...CART,
      rules: [{ to: [{ operation: { paths: ['/healthz'] } }] }],
    }),
    finds: `info MW0253 ${letsIn('shop/health', 'some requests')}`,
  },
  {
    title: 'turns everything away from the workload',
    other: policy('shop/closed', { action: 'DENY', rules: [{}] }),
    finds: `warning MW0275 ${turns(
      'shop/closed',
      'Pod shop/cart-1',
      'shop/cart-oidc',
    )}`,
  },
  {
    title: 'turns everything away from the gateway',
    other: policy('istio-ingress/closed', {
      ...GATEWAY,
      ...{ action: 'DENY', rules: [{}] },
    }),
    finds: `warning MW0275 ${turns(
      'istio-ingress/closed',
      'Pod istio-ingress/gw-1',
      'istio-ingress/require-jwt-oidc',
    )}`,
  },
];

/** Policies beside which the change is right. */
const HARMLESS: Array<[string, RawObject]> = [
  ['asks for a token too', policy('shop/token', { ...CART, rules: TOKEN })],
  ['lets nothing in', policy('shop/nothing', { ...CART, rules: [] })],
  [
    'turns some away',
    policy('shop/some', { ...CART, action: 'DENY', rules: CLIENT }),
  ],
  [
    'turns away what has no token',
    policy('shop/tokenless', {
      ...{ ...CART, action: 'DENY' },
      rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }],
    }),
  ],
  [
    'is for other pods',
    policy('shop/other', {
      ...{ selector: { matchLabels: { app: 'web' } } },
      rules: [{}],
    }),
  ],
  ['is for another namespace', policy('payments/open', { rules: [{}] })],
  [
    'is only tried out',
    raw(
      ...([SECURITY, 'AuthorizationPolicy', 'shop/dry'] as const),
      { spec: { ...CART, rules: [{}] } },
      { annotations: { 'istio.io/dry-run': 'true' } },
    ),
  ],
];

describe('a policy that asks for tokens', () => {
  it.each(CASES)('beside one that $title', ({ other, finds }) => {
    const [severity, code, ...words] = finds.split(' ');
    const cause = words.join(' ');
    const { name } = other.metadata as { name: string };
    expect(told('jwt', [other], { live: true })).toEqual([
      `${severity} ${code} no file: ${cause}`,
    ]);
    expect(told('jwt', [other])).toEqual([
      `${severity} ${code} file: ${cause} AuthorizationPolicy ${name}${IN_FILE}`,
    ]);
  });

  it.each(HARMLESS)('is content with one that %s', (_, other) => {
    const codes = (live: boolean) =>
      told('jwt', [other], { live }).filter(one => /MW0253|MW0275/.test(one));
    expect(codes(true)).toEqual([]);
    expect(codes(false)).toEqual([]);
  });
});

const STRICT = raw(SECURITY, 'PeerAuthentication', 'shop/default', {
  spec: { mtls: { mode: 'STRICT' } },
});

/** Changes that alter what the policies of others do. */
const ALTERED: Array<[string, string, RawObject, string]> = [
  [
    'goes by identities where mTLS is given up',
    'DISABLE',
    policy('shop/web-only', { ...CART, rules: CLIENT }),
    'AuthorizationPolicy shop/web-only admits by identity, and on port 8080 of Pod shop/cart-1 no client has one',
  ],
  [
    'denies by identity where plain text is let in',
    'PERMISSIVE',
    policy('shop/not-web', { ...CART, action: 'DENY', rules: CLIENT }),
    'AuthorizationPolicy shop/not-web denies by identity, and a client that sends plain text to port 8080 of Pod shop/cart-1 has none and gets by',
  ],
];

describe('a change of mTLS', () => {
  it.each(ALTERED)('is told of a policy that %s', (_, mode, other, cause) => {
    const options = { input: { mode }, before: [STRICT] };
    const found = (live: boolean) =>
      told('mtls', [other], { ...options, live }).filter(one =>
        one.includes('MW0258'),
      );
    expect(found(true)).toEqual([`warning MW0258 no file: ${cause}.`]);
    expect(found(false)).toEqual([
      `warning MW0258 file: ${cause} (${PATH}, which is merged and not yet in the cluster).`,
    ]);
    const kept = { ...options, input: { mode: 'STRICT' } };
    expect(told('mtls', [other], kept).join()).not.toContain('MW0258');
  });
});
