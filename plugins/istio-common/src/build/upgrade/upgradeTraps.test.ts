import { intentProblems } from '../intentProblems';
import { buildUpgrade } from './buildUpgrade';
import { upgradeIntentSchema } from './upgradeIntent';

const base = {
  cluster: 'eu-1',
  step: 'install',
  from: { version: '1.29.6' },
  to: { version: '1.30.3' },
  delivery: { by: 'argocd' },
};

const built = (change: object = {}) =>
  buildUpgrade(upgradeIntentSchema.parse({ ...base, ...change }));

function problemsOf(change: object): string {
  const result = upgradeIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? ''
    : intentProblems(result.error)
        .map(one => `${one.field} ${one.message}`)
        .join('\n');
}

const objectsOf = (change: object) => JSON.stringify(built(change).objects);

const move = { step: 'move', namespaces: [{ name: 'shop' }] };

describe('the traps of an upgrade (manifests.md §1, 10 and 11)', () => {
  it.each([
    [
      '1.28.4',
      '1.30.3',
      /^to\.version skips 1 minor release after 1\.28\.4: upgrade to 1\.29 first/,
    ],
    ['1.26.0', '1.30.3', /^to\.version skips 3 minor releases/],
    [
      '1.30.3',
      '1.29.6',
      /^to\.version is older than 1\.30\.3: .* step rollback/,
    ],
    ['1.30.3', '1.30.2', /^to\.version is older/],
  ])('refuses %s to %s', (from, to, expected) => {
    expect(
      problemsOf({ from: { version: from }, to: { version: to } }),
    ).toMatch(expected);
  });

  it.each([
    ['1.30.2', '1.30.3'],
    ['1.29.6', '1.30.0'],
    ['1.30.0-rc.1', '1.30.0'],
  ])('takes %s to %s', (from, to) => {
    expect(problemsOf({ from: { version: from }, to: { version: to } })).toBe(
      '',
    );
  });

  it('starts the new control plane beside the old, and nothing points to it', () => {
    const objects = objectsOf({});
    expect(objects).toContain('"name":"istiod-1-30-3"');
    expect(objects).not.toContain('istio-revision-tag');
    expect(objects).not.toContain('"name":"istiod-1-29-6"');
    // Validation stays with the old one until the rest has moved.
    expect(objects).toContain('"defaultRevision":"1-29-6"');
  });

  it('an air gap gets the images of the new release, and of that alone', () => {
    const registry = { hub: 'harbor.example.com/istio' };
    const { files = [], effects } = built({ registry });
    const script = files.find(({ path }) => /copy-images/.test(path));
    expect(script?.path).toBe('mesh/copy-images-1-30-3.sh');
    expect(script?.content).toContain(
      "'docker://harbor.example.com/istio/pilot:1.30.3'",
    );
    expect(script?.content).not.toContain('1.29.6');
    expect(effects[0]).toContain('mesh/copy-images-1-30-3.sh');
    expect(
      built({ ...move, registry }).files?.some(({ path }) =>
        /copy-images/.test(path),
      ),
    ).toBe(false);
  });

  it.each([
    ['install', true],
    ['promote', true],
    ['rollback', true],
    ['remove', false],
  ])('%s by Helm asks the cluster first: %s', (step, asks) => {
    const { files = [] } = built({
      ...{ step, delivery: { by: 'helm' } },
      ...(step === 'remove' && { usage: { proxies: 0 } }),
    });
    const script = files.find(({ content }) => /helm upgrade/.test(content));
    expect(script?.content.includes('istioctl x precheck\n')).toBe(asks);
  });

  it('moves a wave by the label of its namespaces, and takes istio-injection away', () => {
    const { objects, homes } = built(move);
    expect(objects.find(({ kind }) => kind === 'Namespace')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: { 'istio.io/rev': 'canary', 'istio-injection': null },
      },
    });
    expect(homes).toMatchObject({ 'Namespace:shop': 'shop-onboard.yaml' });
    expect(JSON.stringify(objects)).not.toContain('istio-revision-tag-prod');
  });

  it('restarts StatefulSets and DaemonSets too', () => {
    const restart = ['Deployment', 'StatefulSet', 'DaemonSet'].map(kind => ({
      ...{ kind, namespace: 'shop', name: 'cart' },
    }));
    const [script] = built({ ...move, restart }).files ?? [];
    for (const kind of ['deployment', 'statefulset', 'daemonset']) {
      expect(script.content).toContain(
        `kubectl rollout restart '${kind}/cart' --namespace 'shop'`,
      );
    }
  });

  it('restarts nothing that would get the old proxy again', () => {
    expect(
      problemsOf({
        ...move,
        restart: [{ kind: 'Deployment', namespace: 'bookinfo', name: 'web' }],
      }),
    ).toMatch(/^restart\.0\.namespace is not in this wave/);
  });

  it('keeps gateways and node proxies behind the control plane until the rest moves', () => {
    const gateways = [
      { name: 'istio-ingressgateway', namespace: 'istio-ingress' },
    ];
    expect(objectsOf({ mode: 'ambient', gateways })).not.toMatch(
      /istio-ingressgateway|ztunnel"/,
    );
    const promoted = objectsOf({ step: 'promote', mode: 'ambient', gateways });
    expect(promoted).toContain('"chart":"gateway","targetRevision":"1.30.3"');
    expect(promoted).toContain('"chart":"ztunnel","targetRevision":"1.30.3"');
    expect(promoted).toContain('"defaultRevision":"1-30-3"');
  });

  it.each(['promote', 'rollback'])(
    'changes nothing of a gateway but what follows: %s',
    step => {
      const gateways = [{ name: 'edge', namespace: 'istio-ingress' }];
      const valuesOf = (...entries: object[]) =>
        built({
          step,
          gateways: entries,
          delivery: { by: 'flux' },
        }).objects.find(({ metadata }) => metadata.name === 'edge')?.spec
          ?.values;
      expect(valuesOf(...gateways)).toEqual({ revision: 'prod' });
      const said = {
        serviceType: 'ClusterIP',
        serviceAnnotations: { a: 'b' },
        minReplicas: 3,
      };
      expect(valuesOf({ ...gateways[0], ...said })).toEqual({
        revision: 'prod',
        autoscaling: { minReplicas: 3 },
        service: { type: 'ClusterIP', annotations: { a: 'b' } },
      });
    },
  );

  it('asks for all of a gateway that istioctl writes as a whole', () => {
    const gateway = { name: 'edge', namespace: 'istio-ingress' };
    const promote = (one: object) => ({
      step: 'promote',
      delivery: { by: 'istioctl' },
      gateways: [one],
    });
    expect(problemsOf(promote(gateway)).split('\n')).toEqual(
      ['serviceType', 'serviceAnnotations', 'minReplicas', 'maxReplicas'].map(
        field =>
          `gateways.0.${field} is missing: istioctl writes a gateway as a whole, say what it has now`,
      ),
    );
    const whole = {
      ...gateway,
      serviceType: 'LoadBalancer',
      serviceAnnotations: { 'example.com/internal': 'true' },
      ...{ minReplicas: 3, maxReplicas: 9 },
    };
    const { files = [] } = built(promote(whole));
    expect(files[0].content).toMatch(
      /minReplicas: 3[^]*example\.com\/internal: "true"/,
    );
  });

  it('rolls back by the tags, and never takes CRDs back', () => {
    const objects = objectsOf({ step: 'rollback' });
    expect(objects).toMatch(
      /istio-revision-tag-prod[^]*"istio\.io\/rev":"1-29-6"/,
    );
    expect(objects).not.toContain('istiod-1-30-3');
    expect(objects).toContain('"chart":"base","targetRevision":"1.30.3"');
    expect(objects).toContain('"defaultRevision":"1-29-6"');
  });

  it('removes the old control plane only when the facts say that nothing uses it', () => {
    const remove = { step: 'remove' };
    expect(problemsOf(remove)).toMatch(/^usage is missing/);
    expect(
      problemsOf({
        ...remove,
        usage: { proxies: 3, namespaces: ['shop'], tags: ['prod'] },
      }).split('\n'),
    ).toEqual([
      expect.stringMatching(/^usage\.proxies is 3: restart/),
      expect.stringMatching(/^usage\.namespaces still name 1-29-6: shop/),
      expect.stringMatching(/^usage\.tags still name 1-29-6: prod/),
    ]);
    const { removes } = built({ ...remove, usage: { proxies: 0 } });
    expect(removes?.objects.map(({ metadata }) => metadata)).toEqual([
      expect.objectContaining({
        name: 'istiod-1-29-6',
        // Without it Argo CD leaves the control plane running.
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      }),
    ]);
  });

  it('takes a canary away that failed, which is the newer one', () => {
    const failed = {
      step: 'remove',
      from: { version: '1.30.3' },
      to: { version: '1.29.6' },
      usage: { proxies: 0 },
    };
    expect(problemsOf(failed)).toBe('');
    expect(objectsOf(failed)).toContain(
      '"chart":"base","targetRevision":"1.30.3"',
    );
  });

  it('uninstalls one revision, never all of them', () => {
    const { files = [] } = built({
      step: 'remove',
      usage: { proxies: 0 },
      delivery: { by: 'istioctl' },
    });
    const script = files.map(({ content }) => content).join('');
    expect(script).toContain("istioctl uninstall --revision '1-29-6'");
    expect(script).not.toMatch(/uninstall.*--purge/);
  });

  it.each([
    [
      { to: { version: '1.30.3', revision: '1-29-6' } },
      /^to\.revision is that of the control plane/,
    ],
    [{ canaryTag: 'prod' }, /^canaryTag is the tag of all the others/],
    [{ tag: '1-30-3' }, /^tag is a revision/],
    [{ step: 'move' }, /^namespaces is empty/],
    [
      {
        gateways: [
          { ...{ name: 'a', namespace: 'b' }, minReplicas: 9, maxReplicas: 3 },
        ],
      },
      /^gateways\.0\.maxReplicas is below minReplicas/,
    ],
    [
      {
        gateways: [
          {
            ...{ name: 'a', namespace: 'b', serviceType: 'ClusterIP' },
            loadBalancerClass: 'internal',
          },
        ],
      },
      /^gateways\.0\.loadBalancerClass has no meaning for ClusterIP/,
    ],
    [
      { namespaces: [{ name: 'shop' }] },
      /^namespaces have no meaning for install/,
    ],
    [{ usage: { proxies: 0 } }, /^usage has no meaning for install/],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toMatch(expected);
  });
});
