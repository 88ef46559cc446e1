import type { Age } from './ScenarioCluster';

const SECURITY = 'security.istio.io/v1';

/** A policy and how long it has been there: of several the oldest decides. @internal */
export interface PolicySketch {
  age: Age;
  manifest: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace: string };
    spec: Record<string, unknown>;
  };
}

function peerAuthentication(
  namespace: string,
  name: string,
  spec: Record<string, unknown>,
  age: Age,
): PolicySketch {
  return {
    age,
    manifest: {
      apiVersion: SECURITY,
      kind: 'PeerAuthentication',
      metadata: { name, namespace },
      spec,
    },
  };
}

const STRICT = { mtls: { mode: 'STRICT' } };

/** Strict in the whole namespace of the shop. */
const SHOP_STRICT = peerAuthentication('shop', 'default', STRICT, {
  days: 150,
});

/** An exception that was made long ago and shadows the stricter policy after it. */
const CHECKOUT = [
  peerAuthentication(
    'shop',
    'checkout-legacy',
    {
      selector: { matchLabels: { app: 'checkout' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
    },
    { days: 140 },
  ),
  peerAuthentication(
    'shop',
    'checkout-strict',
    {
      selector: { matchLabels: { app: 'checkout' } },
      mtls: { mode: 'STRICT' },
    },
    { days: 20 },
  ),
];

/** Strict, but for the port that a scraper outside the mesh reads. */
const PAYMENTS = [
  peerAuthentication('payments', 'default', STRICT, { days: 150 }),
  peerAuthentication(
    'payments',
    'payments',
    {
      selector: { matchLabels: { app: 'payments' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 9090: { mode: 'PERMISSIVE' } },
    },
    { days: 90 },
  ),
];

/** The policies of each live cluster. @internal */
export const SHOP_POLICIES: Record<string, readonly PolicySketch[]> = {
  'eu-1': [SHOP_STRICT, ...CHECKOUT, ...PAYMENTS],
  'eu-2': [SHOP_STRICT, ...CHECKOUT],
};
