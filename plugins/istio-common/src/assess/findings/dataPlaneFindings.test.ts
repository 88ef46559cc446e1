import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRaw } from '../../testing/assessRaw';
import {
  rawNodeAgent,
  rawTagService,
  rawValidator,
  rawWaypoint,
} from '../../testing/raw/dataPlane';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

function causes(
  code: string,
  raw: unknown[],
  options: {
    day?: string;
    states?: Record<string, DataState>;
    registries?: string[];
  } = {},
): string[] {
  const { day = '2026-02-01', ...rest } = options;
  const now = new Date(`${day}T00:00:00Z`);
  return answer(assessRaw(raw, { ...rest, now }).findings)
    .filter(one => one.code === code)
    .map(({ cause }) => cause);
}

const proxy = (version: string, revision = '1-30-3') =>
  rawPod({ name: `p-${version}`, proxy: { version, revision } });

describe('findings on versions', () => {
  it('MW0200 names what is newer than its control plane', () => {
    const raw = [...rawMesh(), proxy('1.31.0'), proxy('1.30.3')];
    expect(causes('MW0200', raw)).toEqual([
      'Deployment istio-system/istiod-1-30-3: istiod 1.30.3 is older than 1 proxy of 1.31.0; the data plane must not be newer than its control plane',
    ]);
    expect(causes('MW0200', [...rawMesh(), proxy('1.30.3')])).toEqual([]);
  });

  it('MW0201 names what is more than one minor release behind', () => {
    expect(causes('MW0201', [...rawMesh(), proxy('1.28.9')])).toEqual([
      'Deployment istio-system/istiod-1-30-3 of 1.30.3 serves 1 proxy of 1.28.9, more than one minor release behind',
    ]);
    expect(causes('MW0201', [...rawMesh(), proxy('1.29.0')])).toEqual([]);
  });

  it('MW0202 names control planes past their support, with the source', () => {
    const raw = [rawIstiod('1-28-4', '1.28.4')];
    expect(causes('MW0202', raw)).toEqual([]);
    expect(causes('MW0202', raw, { day: '2026-08-01' })).toEqual([
      expect.stringMatching(
        /^Support of Istio 1\.28\.4, .* ended on 2026-07-01 \(https:\/\/istio\.io/,
      ),
    ]);
  });

  it('MW0203 names revisions that no single upgrade joins, once', () => {
    const young = rawIstiod('1-30-3', '1.30.3');
    expect(causes('MW0203', [young, rawIstiod('1-28-4', '1.28.4')])).toEqual(
      [],
    );
    expect(causes('MW0203', [young, rawIstiod('1-27-1', '1.27.1')])).toEqual([
      'Revision 1-27-1 of 1.27.1 and revision 1-30-3 of 1.30.3 are more than two minor releases apart',
    ]);
  });

  it('MW0208 names two versions of one revision, on the older', () => {
    const twin = rawIstiod('1-30-3', '1.30.1');
    const other = {
      ...twin,
      metadata: { ...twin.metadata, name: 'istiod-old' },
    };
    expect(causes('MW0208', [rawIstiod('1-30-3', '1.30.3'), other])).toEqual([
      'Deployment istio-system/istiod-old of 1.30.1 and Deployment istio-system/istiod-1-30-3 of 1.30.3 both answer for revision 1-30-3',
    ]);
  });

  it('MW0206 tells once that no revision is the default', () => {
    const two = [
      ...rawMesh().filter(one => one.kind !== 'ValidatingWebhookConfiguration'),
      rawIstiod('1-29-4', '1.29.4'),
    ];
    expect(causes('MW0206', two)).toHaveLength(1);
    expect(causes('MW0206', [...two, rawValidator('1-29-4')])).toEqual([]);
    expect(
      causes('MW0206', [...two, rawInjector('1-30-3', 'default')]),
    ).toEqual([]);
    const states = {
      'validatingwebhookconfigurations.admissionregistration.k8s.io':
        'forbidden',
    } as const;
    const bare = two.filter(one => one.kind !== 'MutatingWebhookConfiguration');
    expect(causes('MW0206', bare, { states })).toEqual([]);
  });
});

describe('findings on labels and tags', () => {
  it('MW0204 names tags and injectors without a control plane', () => {
    const raw = [
      ...rawMesh(),
      rawInjector('1-29-4', 'old'),
      rawTagService('older', '1-28-4'),
    ];
    expect(causes('MW0204', raw)).toEqual([
      'MutatingWebhookConfiguration istio-revision-tag-old leads tag old to revision 1-29-4, which has no istiod',
      'Service istio-system/istiod-revision-tag-older leads tag older to revision 1-28-4, which has no istiod',
    ]);
  });

  it('MW0204 is silent about a control plane elsewhere', () => {
    const injector = rawInjector('main', 'prod');
    const remote = {
      ...injector,
      webhooks: injector.webhooks.map(one => ({
        ...one,
        clientConfig: { url: 'https://istiod.example.com' },
      })),
    };
    const raw = [
      rawIstiod('1-30-3', '1.30.3'),
      remote,
      rawTagService('prod', 'main'),
    ];
    expect(causes('MW0204', raw)).toEqual([]);
  });

  it.each([
    [{ 'istio.io/rev': 'gone' }, 1],
    [{ 'istio-injection': 'enabled' }, 1],
    // The wish of the namespace to stay out wins.
    [{ 'istio-injection': 'disabled', 'istio.io/rev': 'gone' }, 0],
    [{ 'istio.io/rev': 'prod' }, 0],
    [{}, 0],
  ])('MW0205 for %j: %s', (labels, count) => {
    const raw = [...rawMesh(), rawNamespace('pay', labels)];
    expect(causes('MW0205', raw)).toHaveLength(count);
  });

  it('MW0205 says nothing while webhooks are forbidden', () => {
    const raw = [
      rawIstiod('1-30-3', '1.30.3'),
      rawNamespace('pay', { 'istio.io/rev': 'prod' }),
    ];
    const states = {
      'mutatingwebhookconfigurations.admissionregistration.k8s.io': 'forbidden',
    } as const;
    expect(causes('MW0205', raw, { states })).toEqual([]);
  });
});

describe('findings on nodes, images and waypoints', () => {
  it('MW0207 names agents that are not ready', () => {
    const raw = [
      ...rawMesh(),
      rawNodeAgent('ztunnel', { ready: 1 }),
      rawNodeAgent('cni'),
    ];
    expect(causes('MW0207', raw)).toEqual([
      'DaemonSet istio-system/ztunnel is not ready on 2 of 3 nodes: pods in ambient mode have no connection there',
    ]);
  });

  const blocked = (name: string) =>
    rawPod({
      name,
      spec: { containers: [{ name: 'main', image: 'harbor.io/cart:1' }] },
      status: {
        containerStatuses: [
          {
            name: 'main',
            state: {
              waiting: { reason: 'ErrImagePull', message: '412 policy' },
            },
          },
        ],
      },
    });

  it("MW0209 passes on the registry's words, once a workload", () => {
    const raw = [...rawMesh(), blocked('a'), blocked('b')];
    expect(causes('MW0209', raw)).toEqual([
      "2 pods cannot pull harbor.io/cart:1: the registry's vulnerability or signature policy refuses the image (ErrImagePull: 412 policy)",
    ]);
  });

  it('MW0210 holds images of the mesh to the configured registries', () => {
    const raw = [...rawMesh(), proxy('1.30.3')];
    expect(causes('MW0210', raw)).toEqual([]);
    expect(causes('MW0210', raw, { registries: ['istio'] })).toEqual([]);
    expect(causes('MW0210', raw, { registries: ['harbor.io'] })).toEqual([
      'StatefulSet shop/cart runs docker.io/istio/proxyv2:1.30.3, which no allowed registry holds',
    ]);
  });

  it('MW0211 names who uses a waypoint in vain, the namespace once', () => {
    const use = { 'istio.io/use-waypoint': 'waypoint' };
    const raw = [
      rawNamespace('shop', use),
      rawService(),
      rawService({ name: 'own', labels: { 'istio.io/use-waypoint': 'gone' } }),
      rawWorkload(),
    ];
    expect(causes('MW0211', raw)).toEqual([
      'Namespace shop uses a waypoint that takes none of its traffic: Gateway shop/waypoint does not exist',
      'Service shop/own uses a waypoint that takes none of its traffic: Gateway shop/gone does not exist',
    ]);
    expect(causes('MW0211', [...raw, rawWaypoint()])).toHaveLength(1);
    // The namespace may mean its workloads.
    const forWorkloads = rawWaypoint({
      labels: { 'istio.io/waypoint-for': 'workload' },
    });
    expect(causes('MW0211', [...raw, forWorkloads])).toHaveLength(1);
  });
});
