import { buildOnboard } from './buildOnboard';
import { onboardIntentSchema } from './onboardIntent';
import { claimedByNobodyElse } from './tenantClaim';

interface Claim {
  metadata: { name: string };
  data?: Record<string, string>;
}

function intentOf(namespace: string, certificatePrefix?: string) {
  const intent = onboardIntentSchema.parse({
    cluster: 'eu-1',
    namespace,
    revision: 'prod',
    gateway: { namespace: 'istio-system' },
    tenant: {
      subjects: [{ name: namespace }],
      domains: ['example.com'],
      issuer: { kind: 'Issuer', name: 'vault' },
      certificatePrefix,
    },
  });
  if (!intent.tenant) throw new Error('no tenant');
  return { intent, tenant: intent.tenant };
}

/** The claim that is generated for a tenant. */
function claimOf(namespace: string, certificatePrefix?: string): Claim {
  const { intent } = intentOf(namespace, certificatePrefix);
  const claim = buildOnboard(intent).objects.find(
    ({ kind }) => kind === 'ConfigMap',
  );
  // The builder writes texts into it.
  return claim as unknown as Claim;
}

/** Whether shop, whose prefix is "shop-", may have the name beside a claim. */
function allowed(claim: Claim, name: string): unknown {
  const { intent, tenant } = intentOf('shop');
  // What the expression uses of CEL reads the same in JavaScript, and throws
  // where CEL has an error; lab/product/tenants.test.ts asks a real API server.
  // eslint-disable-next-line no-new-func
  const judge = new Function(
    ...['params', 'variables', 'has'],
    `return ${claimedByNobodyElse(intent, tenant).expression};`,
  );
  return judge(claim, { name }, (value: unknown) => value !== undefined);
}

const other = (data?: Record<string, string>): Claim => ({
  metadata: { name: 'somebody' },
  data,
});

describe('what another tenant claims', () => {
  it.each<[string, Claim, string, boolean]>([
    ['its own', claimOf('shop'), 'shop-web', true],
    ['its own that was longer', claimOf('shop', 'shop-w'), 'shop-web', true],
    ['one that is longer', claimOf('shop-eu'), 'shop-eu-web', false],
    ['one that is longer, another name', claimOf('shop-eu'), 'shop-web', true],
    ['one that is shorter', claimOf('sho', 'sho'), 'shop-web', true],
    ['one that is the same', claimOf('mall', 'shop-'), 'shop-web', false],
    ['one without data', other(), 'shop-web', true],
    ['one without prefix', other({ note: 'x' }), 'shop-web', true],
    ['one of nothing', other({ prefix: '' }), 'shop-web', true],
  ])('beside %s', (_, claim, name, expected) => {
    expect(allowed(claim, name)).toBe(expected);
  });
});
