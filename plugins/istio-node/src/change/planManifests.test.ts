import {
  ANNOTATIONS,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { planDefinitions } from './planDefinitions';
import { planManifests } from './planManifests';

function object(
  kind: string,
  namespace: string | undefined,
  name = 'cart',
): ManifestObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace },
    spec: { a: 1 },
  };
}

const namespace: ManifestObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'istio.io/rev': 'prod' } },
};
const role: ManifestObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'mesh-tenant' },
  rules: [],
};
const layout = { cluster: 'eu-1', fileName: 'cart-ingress.yaml' };
const objects = [
  object('A', 'istio-ingress'),
  object('B', 'shop'),
  object('C', 'shop'),
];
const header =
  'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

describe('planManifests', () => {
  it('writes a file a namespace, listed all the way up', () => {
    const plan = planManifests(objects, layout);
    const files = plan.apply(new Map());
    expect(Object.fromEntries(files)).toMatchObject({
      'clusters/eu-1/kustomization.yaml': `${header}resources:\n  - istio-ingress\n  - shop\n`,
      'clusters/eu-1/istio-ingress/kustomization.yaml': `${header}resources:\n  - cart-ingress.yaml\n`,
      'clusters/eu-1/shop/cart-ingress.yaml': expect.stringMatching(
        /kind: B[\s\S]*---[\s\S]*kind: C/,
      ),
    });
    expect([...files.keys()].sort()).toEqual([...plan.paths].sort());
  });

  it('is idempotent, and removal undoes it', () => {
    const plan = planManifests(objects, layout);
    const files = plan.apply(new Map());
    expect(plan.apply(files)).toEqual(files);
    const removal = planManifests(objects, layout, 'remove');
    expect(removal.apply(files)).toEqual(new Map());
    expect(removal.apply(new Map())).toEqual(new Map());
  });

  it('removes only what is its own', () => {
    const cart = planManifests(objects, layout);
    const other = planManifests([object('A', 'shop', 'other')], {
      ...layout,
      fileName: 'other.yaml',
    });
    const both = other.apply(cart.apply(new Map()));
    const removal = planManifests(objects, layout, 'remove');
    expect(removal.apply(both)).toEqual(other.apply(new Map()));
  });

  it('follows a path of the operator', () => {
    const plan = planManifests([object('A', 'shop')], {
      ...layout,
      path: 'envs/{cluster}',
    });
    expect([...plan.apply(new Map()).keys()]).toEqual([
      'envs/eu-1/cart-ingress.yaml',
      'envs/eu-1/kustomization.yaml',
    ]);
  });

  it('does not change the files it is given', () => {
    const files = new Map<string, string>();
    planManifests(objects, layout).apply(files);
    expect(files.size).toBe(0);
  });

  it('puts what belongs to no namespace beside the folders of the namespaces', () => {
    const files = planManifests([role, object('B', 'shop')], layout).apply(
      new Map(),
    );
    expect(Object.fromEntries(files)).toMatchObject({
      'clusters/eu-1/kustomization.yaml': `${header}resources:\n  - cart-ingress.yaml\n  - shop\n`,
      'clusters/eu-1/cart-ingress.yaml':
        expect.stringContaining('kind: ClusterRole'),
    });
    const elsewhere = planManifests([role], {
      ...layout,
      clusterPath: 'mesh/{cluster}',
    });
    expect(elsewhere.paths).toEqual([
      'mesh/eu-1/cart-ingress.yaml',
      'mesh/eu-1/kustomization.yaml',
    ]);
  });

  it('asks for the folder of the cluster where none is known', () => {
    const path = '{namespace}/{cluster}';
    expect(() => planManifests([role], { ...layout, path })).toThrow(
      'set istio.gitops.clusterPath',
    );
  });

  it('puts a Namespace into its own folder', () => {
    expect(planManifests([namespace], layout).paths).toEqual([
      'clusters/eu-1/shop/cart-ingress.yaml',
      'clusters/eu-1/shop/kustomization.yaml',
      'clusters/eu-1/kustomization.yaml',
    ]);
  });

  it('takes a Namespace out never: a sync would delete all that is in it', () => {
    const all = [namespace, role, object('B', 'shop')];
    const files = planManifests(all, layout).apply(new Map());
    const left = planManifests(all, layout, 'remove').apply(files);
    expect(left).toEqual(planManifests([namespace], layout).apply(new Map()));
  });

  describe('of a change that is whole', () => {
    const of = (change: string, one: ManifestObject): ManifestObject => ({
      ...one,
      metadata: {
        ...one.metadata,
        annotations: { [ANNOTATIONS.change]: change },
      },
    });
    const plan = (
      all: ManifestObject[],
      isWhole = true,
      mode: 'write' | 'remove' = 'write',
    ) => planDefinitions({ objects: all, isWhole }, layout, mode);
    const [a, b, c] = objects.map(one => of('mine', one));
    const other = of('other', object('D', 'shop'));
    const theirs = object('E', 'shop');
    const before = plan(
      [a, b, c, other, theirs, of('mine', namespace)],
      false,
    ).apply(new Map());

    it('what it no longer has goes, and nothing else', () => {
      const after = plan([a, b]).apply(before);
      const path = 'clusters/eu-1/shop/cart-ingress.yaml';
      const text = after.get(path) ?? '';
      expect(text.match(/^kind: .+$/gm)).toEqual([
        'kind: B',
        'kind: D',
        'kind: E',
        'kind: Namespace',
      ]);
      expect(plan([a, b]).apply(after)).toEqual(after);
      const rest = new Map(after).set(path, before.get(path) ?? '');
      expect(rest).toEqual(before);
    });

    it('nothing goes of one that is not, that takes away, or whose objects say nothing', () => {
      expect(plan([a, b], false).apply(before)).toEqual(before);
      const bare = objects.slice(0, 2);
      const kinds = (files: ReadonlyMap<string, string>) =>
        [...files.values()].join('').match(/^kind: .+$/gm);
      expect(kinds(plan(bare).apply(before))).toEqual(kinds(before));
      const left = plan([a, b], true, 'remove').apply(before);
      expect(left.get('clusters/eu-1/shop/cart-ingress.yaml')).toContain(
        'kind: C',
      );
    });
  });

  it('refuses an object without namespace', () => {
    expect(() => planManifests([object('A', undefined)], layout)).toThrow(
      'A cart has no namespace',
    );
  });
});
