import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw, workloadOf } from '../../testing/assessRaw';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../../testing/rawObjects';

const WEBHOOKS = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';

const answer = recordAnswers(__filename);

function revision(raw: unknown[], states = {}) {
  return answer(workloadOf(assessRaw(raw, { states })).revision);
}

const current = () => rawPod({ proxy: {} });

describe('desired against actual revision', () => {
  const cases: Array<[string, string, unknown[]]> = [
    [
      'current',
      'the pod runs what its namespace asks for',
      [...rawMesh(), current()],
    ],
    [
      'stale-revision',
      'a pod runs another revision',
      [
        ...rawMesh(),
        rawPod({ proxy: { revision: '1-29-4', version: '1.29.4' } }),
      ],
    ],
    [
      'stale-version',
      'the control plane of the revision was upgraded in place',
      [...rawMesh(), rawPod({ proxy: { version: '1.30.1' } })],
    ],
    [
      'not-injected',
      'the pod is older than the label',
      [...rawMesh(), rawPod()],
    ],
    [
      'unexpected',
      'the label was taken away',
      [...rawMesh(), rawNamespace('shop'), current()],
    ],
    [
      'dangling',
      'the label names a tag that does not exist',
      [
        ...rawMesh(),
        rawNamespace('shop', { 'istio.io/rev': 'gone' }),
        current(),
      ],
    ],
    [
      'dangling',
      'no istiod of the revision is ready',
      [...rawMesh(), rawIstiod('1-30-3', '1.30.3', false), current()],
    ],
    [
      'ambiguous',
      'two revisions answer to the label',
      [
        ...rawMesh(),
        {
          ...rawInjector('1-29-4', 'prod'),
          metadata: { name: 'z', labels: { 'istio.io/rev': '1-29-4' } },
        },
        current(),
      ],
    ],
    [
      'mislabelled',
      'the revision stands as an annotation on the namespace',
      [
        ...rawMesh(),
        rawNamespace('shop', {}, { 'istio.io/rev': 'prod' }),
        rawPod(),
      ],
    ],
    [
      'mislabelled',
      'the revision stands as an annotation on the template',
      [
        ...rawMesh(),
        rawNamespace('shop'),
        rawWorkload({
          template: {
            metadata: {
              labels: { app: 'cart' },
              annotations: { 'istio.io/rev': 'prod' },
            },
          },
        }),
        rawPod(),
      ],
    ],
    [
      'not-in-mesh',
      'nothing asks for a proxy',
      [...rawMesh(), rawNamespace('shop'), rawPod()],
    ],
    [
      'not-in-mesh',
      'the pod opts out by label',
      [
        ...rawMesh(),
        rawPod({ labels: { 'sidecar.istio.io/inject': 'false' } }),
      ],
    ],
    [
      'not-in-mesh',
      'the pod uses the host network',
      [...rawMesh(), rawPod({ spec: { hostNetwork: true } })],
    ],
  ];

  it.each(cases)('%s: %s', (verdict, _, raw) => {
    expect(revision(raw).verdict).toBe(verdict);
  });

  it('resolves the tag and counts pods', () => {
    const found = revision([
      ...rawMesh(),
      current(),
      rawPod({
        name: 'cart-2',
        proxy: { revision: '1-29-4', version: '1.29.4' },
      }),
    ]);
    expect(found).toMatchObject({
      desired: '1-30-3',
      tag: 'prod',
      actual: [
        { revision: '1-29-4', pods: 1 },
        { revision: '1-30-3', pods: 1 },
      ],
      why: {
        summary:
          'prod → 1-30-3, from namespace label istio.io/rev; 1 pod of 2 still on another revision',
      },
      action: {
        title: 'Restart cart',
        command: 'kubectl rollout restart statefulset/cart -n shop',
      },
    });
  });

  it('does not call a pod stale for a version that it infers', () => {
    const digest = 'docker.io/istio/proxyv2@sha256:abc';
    const workload = workloadOf(
      assessRaw([...rawMesh(), rawPod({ proxy: { image: digest } })]),
    );
    expect(workload.revision.verdict).toBe('current');
    expect(workload.proxyVersions).toEqual([
      { version: '1.30.3', pods: 1, inferred: true },
    ]);
  });

  it.each([
    ['docker.io/istio/proxyv2:1.30.3-distroless', '1.30.3'],
    ['registry:5000/istio/proxyv2:1.30.3@sha256:abc', '1.30.3'],
    ['registry:5000/istio/proxyv2:1.30.3-debug', '1.30.3'],
  ])('reads the version off %s', (image, version) => {
    const workload = workloadOf(
      assessRaw([...rawMesh(), rawPod({ proxy: { image } })]),
    );
    expect(workload.proxyVersions).toEqual([
      { version, pods: 1, inferred: false },
    ]);
  });

  it('is unknown, with the reason, while namespaces are forbidden', () => {
    const found = revision([...rawMesh(), current()], {
      namespaces: 'forbidden',
    });
    expect(found).toMatchObject({
      verdict: 'unknown',
      why: { summary: 'Not known: namespaces are forbidden' },
    });
  });

  it('goes by labels and tag Services while webhooks are forbidden', () => {
    const tag = rawService({
      name: 'istiod-revision-tag-prod',
      namespace: 'istio-system',
      labels: { 'istio.io/tag': 'prod', 'istio.io/rev': '1-30-3' },
    });
    const bare = rawMesh().filter(
      one => one.kind !== 'MutatingWebhookConfiguration',
    );
    const found = revision([...bare, tag, current()], {
      [WEBHOOKS]: 'forbidden',
    });
    expect(found).toMatchObject({
      verdict: 'current',
      desired: '1-30-3',
      tag: 'prod',
    });
  });

  it('judges no control plane that may run elsewhere', () => {
    const remote = rawMesh().filter(one => one.kind !== 'Deployment');
    expect(revision([...remote, current()]).verdict).toBe('current');
  });

  it('ignores pods that have ended or are going', () => {
    const ended = rawPod({ name: 'cart-old', status: { phase: 'Succeeded' } });
    const going = rawPod({ name: 'cart-going' });
    const workload = workloadOf(
      assessRaw([
        ...rawMesh(),
        current(),
        ended,
        {
          ...going,
          metadata: {
            ...going.metadata,
            deletionTimestamp: '2026-01-01T00:00:00Z',
          },
        },
      ]),
    );
    expect(workload.pods).toEqual({ total: 1, ready: 1, current: 1 });
  });
});

describe('data plane', () => {
  const dataPlane = (raw: unknown[], states = {}) =>
    workloadOf(assessRaw([...rawMesh(), ...raw], { states })).dataPlane;

  it.each([
    [
      'native sidecar, from namespace label istio.io/rev',
      rawPod({ proxy: {} }),
      'sidecar',
    ],
    [
      'sidecar, from namespace label istio.io/rev',
      rawPod({ proxy: { native: false } }),
      'sidecar',
    ],
    [
      'gateway proxy, from namespace label istio.io/rev',
      rawPod({ proxy: { kind: 'gateway', native: false } }),
      'gateway',
    ],
    [
      'captured by ztunnel, from the CNI',
      rawPod({ annotations: { 'ambient.istio.io/redirection': 'enabled' } }),
      'ambient',
    ],
    [
      'ztunnel has not taken every pod yet, and no traffic gets in or out of the others',
      rawPod({ annotations: { 'ambient.istio.io/redirection': 'pending' } }),
      'ambient-pending',
    ],
  ])('%s', (summary, pod, mode) => {
    expect(dataPlane([pod])).toMatchObject({ mode, why: { summary } });
  });

  it('takes no container named istio-proxy for a sidecar by itself, as ztunnel has one', () => {
    const ztunnel = rawPod({
      spec: {
        containers: [{ name: 'istio-proxy', args: ['proxy', 'ztunnel'] }],
      },
    });
    expect(dataPlane([ztunnel]).mode).toBe('none');
  });

  it('takes a proxy that was started as router for a gateway, injected or not', () => {
    const router = rawPod({
      spec: {
        containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }],
      },
    });
    expect(dataPlane([router]).mode).toBe('gateway');
  });

  it('stays a sidecar when the user turned automatic mTLS off', () => {
    const pod = rawPod({
      proxy: {},
      labels: { 'security.istio.io/tlsMode': 'disabled' },
    });
    expect(dataPlane([pod]).mode).toBe('sidecar');
  });

  it('is unknown while pods are forbidden', () => {
    expect(dataPlane([rawWorkload()], { pods: 'forbidden' })).toMatchObject({
      mode: 'unknown',
      tone: 'unknown',
      why: { summary: 'Pods are forbidden' },
    });
  });
});
