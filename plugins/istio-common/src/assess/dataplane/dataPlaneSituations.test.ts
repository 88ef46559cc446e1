import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawNodeAgent } from '../../testing/raw/dataPlane';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function dataPlane(raw: unknown[], states: Record<string, DataState> = {}) {
  return answer(assessRawWorkload(raw, { states }).dataPlane);
}

const MODE = 'istio.io/dataplane-mode';

const REDIRECTION = 'ambient.istio.io/redirection';

const NAME = 'gateway.networking.k8s.io/gateway-name';

const MANAGED = 'gateway.istio.io/managed';

const PLAIN = [
  rawIstiod('1-30-3', '1.30.3'),
  rawInjector('1-30-3', 'prod'),
  rawNamespace('shop'),
];

const AMBIENT = [
  rawIstiod('1-30-3', '1.30.3'),
  rawNamespace('shop', { [MODE]: 'ambient' }),
];

const AGENTS = [rawNodeAgent('ztunnel'), rawNodeAgent('cni')];

function proxyPod(args: string[], more: Json = {}) {
  return rawPod({
    ...more,
    spec: { containers: [{ name: 'istio-proxy', args }] },
  });
}

function redirected(value: string, more: Json = {}) {
  return rawPod({ ...more, annotations: { [REDIRECTION]: value } });
}

function crashing(name: string, reason = 'CrashLoopBackOff') {
  return rawPod({
    name,
    createdAt: `2026-01-0${name.slice(-1)}T00:00:00Z`,
    proxy: {},
    status: {
      initContainerStatuses: [
        { name: 'istio-proxy', ready: false, state: { waiting: { reason } } },
      ],
    },
  });
}

describe('the mode of a pod', () => {
  const managed = { [NAME]: 'web', [MANAGED]: 'istio.io-gateway-controller' };
  it.each<[string, string, unknown]>([
    ['gateway', 'a router without injection', proxyPod(['proxy', 'router'])],
    ['gateway', 'a waypoint without labels', proxyPod(['proxy', 'waypoint'])],
    ['none', 'a proxy that nobody injected', proxyPod(['proxy', 'sidecar'])],
    [
      'gateway',
      'a proxy for a Gateway',
      proxyPod(['proxy', 'sidecar'], { labels: { [NAME]: 'web' } }),
    ],
    ['gateway', 'a managed pod for a Gateway', rawPod({ labels: managed })],
    ['none', 'a pod for a Gateway', rawPod({ labels: { [NAME]: 'web' } })],
    ['sidecar', 'an injected proxy', rawPod({ proxy: {} })],
    [
      'gateway',
      'an injected proxy without the label of sidecars',
      rawPod({ proxy: { kind: 'gateway' } }),
    ],
    [
      'sidecar',
      'an injected proxy in a pod that was redirected',
      rawPod({ proxy: {}, annotations: { [REDIRECTION]: 'enabled' } }),
    ],
    ['ambient', 'a redirected pod', redirected('enabled')],
    ['ambient-pending', 'a pod to be redirected', redirected('pending')],
    ['none', 'a pod with another word', redirected('disabled')],
    [
      'none',
      'a pod without labels',
      { ...rawPod(), metadata: { ...rawPod().metadata, labels: undefined } },
    ],
  ])('is %s: %s', (mode, _what, pod) => {
    expect(dataPlane([...PLAIN, pod]).mode).toBe(mode);
  });
});

describe('the words for a proxy', () => {
  it('tell what a new pod gets while none runs', () => {
    const found = dataPlane([...rawMesh(), rawWorkload()]);
    expect(found).toMatchObject({
      mode: 'sidecar',
      nativeSidecar: false,
      tone: 'ok',
      why: {
        summary:
          'no pod runs; a new one gets a sidecar, from namespace label istio.io/rev',
        considered: [],
      },
    });
    expect(dataPlane([...PLAIN, rawWorkload()]).mode).toBe('none');
  });

  it('do not tell where it comes from when no label asks any more', () => {
    const classic = rawPod({ proxy: { native: false } });
    expect(dataPlane([...PLAIN, classic]).why.summary).toBe('sidecar');
    expect(dataPlane([...PLAIN, rawPod({ proxy: {} })]).why.summary).toBe(
      'native sidecar',
    );
  });

  it('count the pods that are not ready, the newest named', () => {
    const two = [
      ...rawMesh(),
      crashing('cart-1'),
      crashing('cart-2', 'ErrImagePull'),
    ];
    expect(dataPlane(two).why.summary).toBe(
      'native sidecar, from namespace label istio.io/rev; the proxies of 2 of 2 pods are not ready: ErrImagePull',
    );
    const beside = [...two, rawPod({ name: 'cart-3', proxy: {} })];
    expect(dataPlane(beside).why.summary).toContain(
      'the proxies of 2 of 3 pods are not ready',
    );
  });

  it('say of a proxy that runs what it lacks', () => {
    const unready = rawPod({
      proxy: {},
      ready: false,
      status: {
        initContainerStatuses: [
          {
            name: 'istio-proxy',
            ready: false,
            state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
          },
        ],
      },
    });
    expect(dataPlane([...rawMesh(), unready]).action?.title).toBe(
      'Look at the proxy of cart-1',
    );
  });

  it('hold the trouble of ztunnel against it', () => {
    const ztunnel = {
      ...proxyPod(['proxy', 'ztunnel']),
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'istio-proxy',
            ready: false,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
    };
    expect(dataPlane([...PLAIN, ztunnel])).toMatchObject({
      mode: 'none',
      tone: 'warning',
      action: { title: 'Look at the proxy of cart-1' },
    });
  });
});

describe('why a pod has no proxy', () => {
  const label = rawNamespace('shop', { 'istio.io/rev': 'prod' });
  const created = (time: string | undefined, policies: string[] = []) => {
    const raw = rawInjector('1-30-3', 'prod');
    return {
      ...raw,
      metadata: { ...raw.metadata, creationTimestamp: time },
      webhooks: raw.webhooks.map((one, at) => ({
        ...one,
        failurePolicy: policies[at],
      })),
    };
  };
  const istiod = rawIstiod('1-30-3', '1.30.3');
  const asked =
    'started without a proxy, although namespace label istio.io/rev asks for revision 1-30-3';
  const time = '2026-01-01T00:00:00Z';
  it.each<[string, string, unknown, unknown]>([
    [
      ': pod cart-1 is older than the injector istio-revision-tag-prod',
      'it came a second before',
      created('2026-01-01T00:00:01Z'),
      rawPod(),
    ],
    ['', 'it came in the same second', created(time), rawPod()],
    ['', 'the age of the injector is not known', created(undefined), rawPod()],
    [
      ': it started before the label was set, or while the injector did not answer',
      'the second webhook may be passed by',
      created(time, ['', 'Ignore']),
      rawPod(),
    ],
    [
      '',
      'the policy is none that there is',
      created(time, ['Maybe']),
      rawPod(),
    ],
    [
      ': the kubelet runs it from a file, where no injector reaches',
      'it is a static pod',
      created('2026-01-15T00:00:00Z'),
      {
        ...rawPod(),
        metadata: {
          ...rawPod().metadata,
          ownerReferences: [
            { apiVersion: 'v1', kind: 'Node', name: 'cart', controller: true },
          ],
        },
      },
    ],
  ])('%s: %s', (why, _what, injector, pod) => {
    expect(dataPlane([istiod, label, injector, pod]).why.summary).toBe(
      `${asked}${why}`,
    );
  });

  it('is not known while pods, namespaces or injectors cannot be read', () => {
    const raw = [istiod, label, rawInjector('1-30-3', 'prod'), rawPod()];
    expect(dataPlane(raw, { pods: 'forbidden' })).toMatchObject({
      mode: 'unknown',
      tone: 'unknown',
      why: { summary: 'Pods are forbidden' },
    });
    dataPlane(raw, { namespaces: 'forbidden' });
    const webhooks = {
      'mutatingwebhookconfigurations.admissionregistration.k8s.io': 'forbidden',
    } as const;
    const blind = [istiod, label, rawPod()];
    expect(dataPlane(blind, webhooks).why.summary).toMatch(/^not known: /);
    const none = [istiod, label, rawWorkload()];
    expect(dataPlane(none, webhooks)).toMatchObject({
      mode: 'unknown',
      tone: 'unknown',
    });
  });

  it('may be that two injectors answer with several revisions', () => {
    const second = rawInjector('1-29-0', 'prod');
    const other = {
      ...second,
      metadata: { ...second.metadata, name: 'istio-revision-tag-prod-2' },
    };
    const raw = [istiod, rawIstiod('1-29-0', '1.29.0'), label];
    expect(
      dataPlane([...raw, rawInjector('1-30-3', 'prod'), other, rawPod()]).why
        .summary,
    ).toBe('several revisions match, so none is sure');
  });
});

describe('pods in ambient', () => {
  it('were captured by the CNI where no label asks any more', () => {
    expect(
      dataPlane([...PLAIN, ...AGENTS, redirected('enabled')]),
    ).toMatchObject({
      mode: 'ambient',
      why: { summary: 'captured by ztunnel, from the CNI' },
    });
  });

  it.each<[string, unknown[], string]>([
    ['both agents are well', AGENTS, ''],
    ['ztunnel is not there', [rawNodeAgent('cni')], ''],
    [
      'ztunnel is not ready everywhere',
      [rawNodeAgent('ztunnel', { ready: 2 }), rawNodeAgent('cni')],
      ': ztunnel is ready on 2 of 3 nodes',
    ],
    [
      'the CNI agent is not ready everywhere',
      [rawNodeAgent('ztunnel'), rawNodeAgent('cni', { ready: 2 })],
      '',
    ],
  ])('wait while %s', (_what, agents, why) => {
    expect(
      dataPlane([...AMBIENT, ...agents, redirected('pending')]),
    ).toMatchObject({
      mode: 'ambient-pending',
      tone: 'warning',
      why: {
        summary: `ztunnel has not taken every pod yet, and no traffic gets in or out of the others${why}`,
      },
    });
  });

  it('name no agent that may not be read', () => {
    const states = { 'daemonsets.apps': 'forbidden' } as const;
    const found = dataPlane([...AMBIENT, redirected('pending')], states);
    expect(found.action).toBeUndefined();
  });

  it('are not asked to wait where a sidecar is asked for too', () => {
    const both = rawNamespace('shop', {
      [MODE]: 'ambient',
      'istio.io/rev': 'prod',
    });
    const raw = [...rawMesh(), both, ...AGENTS, rawPod()];
    expect(dataPlane(raw).action?.title).toMatch(/^Restart/);
  });

  it('outside need no waypoint', () => {
    const using = { 'istio.io/use-waypoint': 'gone' };
    const shop = rawNamespace('shop', { 'istio.io/rev': 'prod', ...using });
    const raw = [...rawMesh(), shop, rawService(), rawPod({ proxy: {} })];
    expect(dataPlane(raw).waypoint).toBeUndefined();
    expect(
      dataPlane([...PLAIN, rawService({ labels: using }), rawPod()]).waypoint,
    ).toBeUndefined();
  });
});
