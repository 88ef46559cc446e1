import {
  annotateChange,
  intentKindOf,
  readYamlDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import type { FileTexts, PlanReader } from './ChangePlan';
import { computeChanges } from './computeChanges';
import { planDefinitions } from './planDefinitions';
import { planInPlace } from './planInPlace';

const place = { cluster: 'eu-1', namespace: 'shop', name: 'partner' };

const egress = {
  ...place,
  host: 'api.partner.com',
  tls: 'MUTUAL_TLS',
  client: {
    dnsNames: ['cart.clients.example.com'],
    issuer: { name: 'mesh-ca' },
    workload: { app: 'cart' },
  },
};
const simple = { tls: 'SIMPLE_TLS', client: undefined };

const ingress = {
  ...place,
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  gateway: { namespace: 'shop', selector: { istio: 'ingressgateway' } },
  issuer: { name: 'mesh-ca' },
};

function planOf(kind: string, intent: object, formerPaths?: string[]) {
  const result = intentKindOf(kind)?.build(intent);
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const origin = { change: 'change-1', template: 't', intentHash: 'h' };
  const objects = annotateChange(result.built.objects, origin);
  return planDefinitions(
    {
      ...{ ...result.built, objects, formerPaths },
      isWhole: intentKindOf(kind)?.isWhole,
    },
    { cluster: 'eu-1', fileName: `partner-${kind}.yaml` },
  );
}

/** What the files define, in whatever order. */
const defined = (files: FileTexts) =>
  Object.fromEntries(
    [...files].map(([path, text]) => [
      path,
      readYamlDocuments(text)
        .map(document => JSON.stringify(document))
        .sort(),
    ]),
  );

const asRead = (files: FileTexts) =>
  new Map(
    [...files].map(([path, content]) => [path, { path, content, sha: 's' }]),
  );

/** Objects that people wrote under names that the product would take. */
const BY_HAND = {
  metrics: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-metrics
  namespace: shop
spec: {podSelector: {}, policyTypes: [Ingress]}
`,
  rights: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: shop-certificates
  namespace: istio-ingress
`,
};

describe('a first onboarding', () => {
  const result = intentKindOf('onboard')?.build({
    ...{ cluster: 'eu-1', namespace: 'shop', revision: 'default' },
    gateway: {
      namespace: 'istio-ingress',
      selector: { istio: 'ingressgateway' },
    },
    allowMetrics: false,
  });
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const { built } = result;
  const change = 'change-1';
  const origin = { change, template: 't', intentHash: 'h' };
  const objects = annotateChange(built.objects, origin);
  const layout = { cluster: 'eu-1', fileName: 'shop-onboard.yaml' };

  /** The repository after the onboarding, as it is planned from what is there. */
  async function onboarded(files: Record<string, string>) {
    const before = new Map(Object.entries(files));
    const reader: PlanReader = {
      ...{ moment: 'base', touched: [], knows: () => true },
      read: async () => before,
    };
    const all = { ...built, objects, isWhole: true };
    const plan = await planInPlace(all, layout)(reader);
    return { before, plan, after: plan.apply(before) };
  }

  const names = (built.removes?.objects ?? []).map(one => one.metadata.name);

  it.each(['shop-onboard.yaml', 'policies.yaml'])(
    'leaves what people wrote into %s',
    async file => {
      expect(names).toEqual(
        expect.arrayContaining(['allow-metrics', 'shop-certificates']),
      );
      const { before, plan, after } = await onboarded({
        'clusters/eu-1/shop/kustomization.yaml': `resources:\n- ${file}\n`,
        [`clusters/eu-1/shop/${file}`]: BY_HAND.metrics,
        'clusters/eu-1/istio-ingress/kustomization.yaml': `resources:\n- ${file}\n`,
        [`clusters/eu-1/istio-ingress/${file}`]: BY_HAND.rights,
      });
      expect(after.get(`clusters/eu-1/shop/${file}`)).toContain(
        BY_HAND.metrics,
      );
      expect(after.get(`clusters/eu-1/istio-ingress/${file}`)).toBe(
        BY_HAND.rights,
      );
      // Nor is it named as a part of the change.
      const told = computeChanges(plan, asRead(before)).objects;
      expect(told.map(({ ref }) => ref.name)).not.toContain('allow-metrics');
    },
  );

  it.each(['shop-onboard.yaml', 'policies.yaml'])(
    'takes back what an earlier run wrote, from %s',
    async file => {
      const written = (text: string, id: string) =>
        text.replace(
          /( {2}name: .*\n)/,
          `$1  annotations: {meshwright.dev/change: ${id}}\n`,
        );
      const { after } = await onboarded({
        'clusters/eu-1/kustomization.yaml':
          'resources:\n- istio-ingress\n- shop\n',
        'clusters/eu-1/shop/kustomization.yaml': `resources:\n- ${file}\n`,
        [`clusters/eu-1/shop/${file}`]: `${BY_HAND.metrics.replace(
          'allow-',
          'our-',
        )}---\n${written(BY_HAND.metrics, change)}`,
        'clusters/eu-1/istio-ingress/kustomization.yaml': `resources:\n- ${file}\n`,
        [`clusters/eu-1/istio-ingress/${file}`]: written(
          BY_HAND.rights,
          change,
        ),
      });
      const shop = after.get(`clusters/eu-1/shop/${file}`);
      expect(shop).toContain('name: our-metrics');
      expect(shop).not.toContain('name: allow-metrics');
      expect([...after.keys()].join()).not.toContain('istio-ingress');
      expect(after.get('clusters/eu-1/kustomization.yaml')).not.toContain(
        'istio-ingress',
      );
    },
  );
});

describe('a change that is run again with another intent', () => {
  it.each([
    [
      'egress',
      { ...egress, ...simple, gateway: { namespace: 'shop' } },
      { ...egress, ...simple },
    ],
    ['egress', egress, { ...egress, ...simple }],
    [
      'jwt',
      {
        ...{ cluster: 'eu-1', name: 'oidc', hosts: ['cart.shop.example.com'] },
        issuer: { url: 'https://sso.example.com/realms/x' },
        gateway: { namespace: 'istio-ingress' },
        workload: { name: 'cart', namespace: 'shop', labels: { app: 'cart' } },
      },
      {
        ...{ cluster: 'eu-1', name: 'oidc', hosts: ['cart.shop.example.com'] },
        issuer: { url: 'https://sso.example.com/realms/x' },
        gateway: { namespace: 'istio-ingress' },
      },
    ],
    [
      'ingress',
      { ...ingress, gateway: { namespace: 'edge' } },
      { ...ingress, gateway: { namespace: 'shop' } },
    ],
    [
      'ingress',
      ingress,
      {
        ...ingress,
        form: 'gateway-api',
        gateway: { namespace: 'shop', service: 'istio-ingressgateway' },
      },
    ],
  ])('leaves nothing of the first one at work: %s %#', (kind, had, has) => {
    const first = planOf(kind, had);
    const before = first.apply(new Map());
    const after = planOf(
      kind,
      has,
      first.objects.map(({ path }) => path),
    );
    expect(defined(after.apply(before))).toEqual(
      defined(after.apply(new Map())),
    );

    const { objects } = computeChanges(after, asRead(before));
    const gone = objects.filter(({ change }) => change === 'delete');
    expect(gone.length).toBeGreaterThan(0);
    const wanted = after.objects.map(({ object }) => object.kind);
    expect(objects).toHaveLength(wanted.length + gone.length);
  });
});
