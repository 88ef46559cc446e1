import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import {
  rawDeployment,
  rawInjector,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../../testing/rawObjects';

const { found, foundIn } = findingProbe(recordAnswers(__filename));

describe('images of workloads', () => {
  const blocked = (name: string, reason: string, message?: string) =>
    rawPod({
      name,
      annotations: { 'kiali.io/ignore-validations': 'true' },
      spec: { containers: [{ name: 'main', image: 'harbor.io/cart:1' }] },
      status: {
        containerStatuses: [
          { name: 'main', state: { waiting: { reason, message } } },
        ],
      },
    });

  it('MW0209: each pod once, muted by what stands on the pods', () => {
    const two = [
      blocked('b', 'ErrImagePull', '412 policy'),
      blocked('a', 'ImagePullBackOff', '412 policy'),
    ];
    expect(found(['MW0209'], ...rawMesh(), ...two)).toHaveLength(1);
  });

  it('MW0209: a reason that tells nothing', () => {
    const odd = blocked('a', 'ErrImagePull');
    expect(found(['MW0209'], ...rawMesh(), odd)).toHaveLength(1);
  });

  it('MW0210: images from elsewhere, each once, and where to put them', () => {
    const pods = ['1.30.3', '1.30.2', '1.30.3'].map((version, at) =>
      rawPod({ name: `p${at}`, proxy: { version } }),
    );
    const registries = ['harbor.io', 'quay.io'];
    expect(
      foundIn({ registries }, ['MW0210'], ...rawMesh(), rawWorkload(), ...pods),
    ).toHaveLength(1);
    expect(found(['MW0210'], ...rawMesh(), ...pods)).toEqual([]);
  });

  it('IST0146: a template that an injector takes is filled in', () => {
    const auto = {
      template: {
        metadata: { labels: { app: 'cart' } },
        spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] },
      },
    };
    const object = rawDeployment({ spec: auto });
    const shop = (labels: Record<string, string>) =>
      rawNamespace('shop', labels);
    const injector = rawInjector('1-30-3', 'prod');
    const of = (...raw: unknown[]) => found(['IST0146'], object, ...raw);
    expect(of(shop({ 'istio.io/rev': 'prod' }), injector)).toEqual([]);
    expect(of(shop({ 'istio.io/rev': 'other' }), injector)).toHaveLength(1);
    expect(
      of(shop({ 'istio.io/rev': 'prod' }), {
        ...injector,
        kind: 'ValidatingWebhookConfiguration',
      }),
    ).toHaveLength(1);
  });
});

describe('Services of one workload', () => {
  const PROD = rawNamespace('shop', { 'istio.io/rev': 'prod' });
  const http = (
    name: string,
    port: number,
    targetPort?: unknown,
    more: object = {},
  ) =>
    rawService({
      name,
      app: 'cart',
      ports: [
        {
          name: 'http',
          port,
          ...(targetPort !== undefined && { targetPort }),
          ...more,
        },
      ],
    });
  const udp = { protocol: 'UDP' };

  it.each<[string, unknown[], string[]]>([
    [
      'one port with two protocols',
      [rawDeployment(), http('b', 80), http('a', 80, 80, udp)],
      ['IST0116'],
    ],
    [
      'three ports to one target',
      [
        rawDeployment(),
        http('b', 80, 8080),
        http('a', 81, 8080),
        http('c', 80, 8080),
      ],
      ['IST0137'],
    ],
    [
      'a target by name',
      [rawDeployment(), http('b', 80, 'web'), http('a', 81, 'web')],
      ['IST0137'],
    ],
    [
      'a port that is its own target',
      [rawDeployment(), http('b', 8080), http('a', 81, 8080)],
      ['IST0137'],
    ],
    [
      'not other targets',
      [rawDeployment(), http('b', 80, 8080), http('a', 81, 8081)],
      [],
    ],
    [
      'not of a Service without selector',
      [
        rawDeployment(),
        http('b', 80, 8080),
        rawService({
          name: 'a',
          ports: [{ port: 81, targetPort: 8080 }],
          spec: { selector: {} },
        }),
      ],
      [],
    ],
    [
      'not of other pods',
      [
        rawDeployment(),
        http('b', 80, 8080),
        rawService({
          name: 'a',
          app: 'web',
          ports: [{ port: 81, targetPort: 8080 }],
        }),
      ],
      [],
    ],
    [
      'not of a workload of another kind',
      [rawWorkload(), http('b', 80, 8080), http('a', 81, 8080)],
      [],
    ],
    [
      'not of a Gateway that istiod makes',
      [
        rawDeployment({
          labels: { 'gateway.istio.io/managed': 'istio.io-mesh-controller' },
        }),
        http('b', 80, 8080),
        http('a', 81, 8080),
      ],
      [],
    ],
    [
      'not outside the mesh',
      [
        rawDeployment({
          template: {
            metadata: {
              labels: { app: 'cart', 'sidecar.istio.io/inject': 'false' },
            },
            spec: {},
          },
        }),
        http('b', 80, 8080),
        http('a', 81, 8080),
      ],
      [],
    ],
  ])('%s', (_, raw, codes) => {
    expect(found(['IST0116', 'IST0137'], PROD, ...raw)).toEqual(
      codes.map(code => `${code} warning Deployment shop/cart`),
    );
  });

  it.each<[string, Record<string, string>, object, object, boolean]>([
    ['by its namespace', { 'istio-injection': 'enabled' }, {}, {}, true],
    ['not by its namespace', { 'istio-injection': 'disabled' }, {}, {}, false],
    ['by a label', {}, { 'sidecar.istio.io/inject': 'true' }, {}, true],
    ['by an annotation', {}, {}, { 'sidecar.istio.io/inject': 'true' }, true],
    ['by neither', {}, {}, {}, false],
  ])(
    'a workload is in the mesh %s',
    (_, namespace, labels, annotations, is) => {
      const object = rawDeployment({
        template: {
          metadata: { labels: { app: 'cart', ...labels }, annotations },
          spec: {},
        },
      });
      expect(
        found(
          ['IST0137'],
          rawNamespace('shop', namespace),
          object,
          http('b', 80, 8080),
          http('a', 81, 8080),
        ),
      ).toHaveLength(is ? 1 : 0);
    },
  );
});
