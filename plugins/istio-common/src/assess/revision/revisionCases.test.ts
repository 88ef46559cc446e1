import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawTagService, rawValidator } from '../../testing/raw/dataPlane';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
  rawWorkload,
} from '../../testing/rawObjects';
import { simulateAdmission } from './simulateAdmission';

type Json = Record<string, unknown>;

const WEBHOOKS = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';
const INJECT = 'sidecar.istio.io/inject';
const REV = 'istio.io/rev';

const answer = recordAnswers(__filename);

function revision(raw: unknown[], states: Record<string, DataState> = {}) {
  return answer(assessRawWorkload(raw, { states }).revision);
}

/** A webhook of an injector that takes pods by a selector. */
function injectorOf(name: string, webhooks: Json[], labels?: Json) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name, ...(labels && { labels }) },
    webhooks,
  };
}

const absent = (...keys: string[]) => ({
  matchExpressions: keys.map(key => ({ key, operator: 'DoesNotExist' })),
});

const bare = (name: string, more: Json = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ...more },
  spec: { containers: [{ name: 'main' }] },
});

/** A gateway that brings its own proxy, as one without the injector does. */
const OWN_PROXY = {
  containers: [
    {
      name: 'istio-proxy',
      image: 'docker.io/istio/proxyv2:1.29.4',
      args: ['proxy', 'router'],
    },
  ],
};

describe('objects that say little', () => {
  it.each<[string, unknown[], object]>([
    [
      'a pod without labels and annotations in a namespace that is not known',
      [rawIstiod('1-30-3', '1.30.3'), rawInjector('1-30-3'), bare('cart')],
      { verdict: 'not-in-mesh' },
    ],
    [
      'a template without labels',
      [
        ...rawMesh(),
        rawWorkload({ spec: { template: { spec: {} } } }),
        rawNamespace('shop'),
      ],
      { verdict: 'not-in-mesh' },
    ],
    [
      'a workload without template and pods',
      [
        ...rawMesh(),
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'cart', namespace: 'shop' },
        },
      ],
      { verdict: 'current', desired: '1-30-3' },
    ],
    [
      'an injector without labels is that of the default revision',
      [
        rawIstiod('default', '1.30.3'),
        injectorOf('own', [{ name: 'all.istio.io' }]),
        bare('cart'),
      ],
      { verdict: 'not-injected', desired: 'default' },
    ],
    [
      'a pod that only its label ties to a revision runs what the tag stands for',
      [
        ...rawMesh(),
        rawPod({
          proxy: { version: '1.30.3' },
          labels: { [REV]: 'prod' },
          annotations: { [REV]: undefined, 'sidecar.istio.io/status': '{}' },
        }),
      ],
      { verdict: 'current', actual: [{ revision: '1-30-3', pods: 1 }] },
    ],
    [
      'a pod of the injector that no label ties to a revision is of the default one',
      [
        ...rawMesh(),
        rawPod({
          proxy: { version: '1.30.3' },
          annotations: { [REV]: undefined, 'sidecar.istio.io/status': '{}' },
        }),
      ],
      { verdict: 'stale-revision', actual: [{ revision: 'default', pods: 1 }] },
    ],
    [
      'a managed gateway of which no proxy container is seen',
      [
        ...rawMesh(),
        rawPod({
          labels: {
            'gateway.networking.k8s.io/gateway-name': 'web',
            'gateway.istio.io/managed': 'istio.io-gateway-controller',
          },
        }),
      ],
      { verdict: 'stale-revision' },
    ],
    [
      'a managed gateway without the name of its Gateway',
      [
        ...rawMesh(),
        rawPod({
          labels: { 'gateway.istio.io/managed': 'istio.io-gateway-controller' },
          proxy: { revision: '1-29-4' },
        }),
      ],
      {
        verdict: 'stale-revision',
        action: { title: 'Let istiod upgrade cart' },
      },
    ],
  ])('%s', (_, raw, expected) => {
    expect(revision(raw)).toMatchObject(expected);
  });
});

describe('what asks for a proxy that no control plane answers for', () => {
  const gone = (labels: Json, more: Json = {}) => [
    rawIstiod('1-30-3', '1.30.3'),
    rawNamespace('shop', labels),
    rawPod(more),
  ];

  it.each<[string, unknown[], string, RegExp]>([
    [
      "the namespace's revision",
      gone({ [REV]: 'gone' }),
      'Relabel shop',
      /set the label istio.io\/rev of shop to one that is installed/,
    ],
    [
      "the namespace's switch",
      gone({ 'istio-injection': 'enabled' }),
      'Relabel shop',
      /in place of istio-injection on shop/,
    ],
    [
      "the pod's revision",
      gone({}, { labels: { [REV]: 'gone' } }),
      'Relabel cart',
      /set the label istio.io\/rev on the pods of StatefulSet shop\/cart/,
    ],
    [
      "the pod's switch, whose injector is there and its istiod is not",
      [
        ...gone({}, { labels: { [INJECT]: 'true' } }),
        injectorOf('own', [
          { name: 'one.istio.io', failurePolicy: undefined },
          { name: 'two.istio.io', failurePolicy: 'Fail' },
        ]),
      ],
      'Relabel cart',
      /add the label istio.io\/rev with one that is installed to the pods/,
    ],
    [
      'nothing but an injector that takes every pod',
      [
        ...gone({}),
        injectorOf('own', [
          {
            name: 'auto.sidecar-injector.istio.io',
            failurePolicy: 'Ignore',
            namespaceSelector: absent('istio-injection', REV),
            objectSelector: absent(INJECT, REV),
          },
        ]),
      ],
      'Relabel shop',
      /label shop with istio.io\/rev and one that is installed/,
    ],
    [
      'a Gateway of the Gateway API',
      gone({}, { labels: { 'gateway.istio.io/managed': 'x', [REV]: 'gone' } }),
      'Relabel cart',
      /set the label istio.io\/rev of its Gateway to one that is installed/,
    ],
  ])('%s', (_, raw, title, detail) => {
    expect(revision(raw)).toMatchObject({
      verdict: 'dangling',
      action: { title, detail: expect.stringMatching(detail) },
    });
  });

  it('is not there either where the Service of the injector is gone and no istiod runs at all', () => {
    const raw = [
      rawNamespace('shop', { [REV]: 'prod' }),
      injectorOf(
        'own',
        [
          {
            name: 'one.istio.io',
            clientConfig: {
              service: { namespace: 'istio-system', name: 'istiod' },
            },
          },
        ],
        { [REV]: '1-30-3', 'istio.io/tag': 'prod' },
      ),
      rawPod(),
    ];
    expect(revision(raw)).toMatchObject({
      verdict: 'dangling',
      desired: '1-30-3',
    });
  });
});

describe('a proxy that nothing asks for', () => {
  const left = (labels: Json, more: Json = {}, namespace = 'shop') => [
    ...rawMesh(),
    rawNamespace(namespace, labels),
    rawPod({ namespace, proxy: {}, ...more }),
  ];

  it.each<[string, unknown[], string]>([
    ['without a label', left({}), 'Label namespace shop'],
    [
      'in a namespace that is switched off',
      left({ 'istio-injection': 'disabled' }),
      'Label namespace shop',
    ],
    [
      'whose pods opt out by now',
      left({ [REV]: 'prod' }, { labels: { [INJECT]: 'false' } }),
      'Restart cart',
    ],
    [
      'on the network of its node by now',
      left({ [REV]: 'prod' }, { spec: { hostNetwork: true } }),
      'Restart cart',
    ],
    [
      'in a namespace that the injector skips',
      left({ [REV]: 'prod' }, {}, 'local-path-storage'),
      'Restart cart',
    ],
  ])('%s', (_, raw, title) => {
    expect(revision(raw)).toMatchObject({
      verdict: 'unexpected',
      action: { title },
    });
  });
});

describe('keys in the wrong place', () => {
  const AMBIENT = { 'ambient.istio.io/redirection': 'enabled' };

  it.each<[string, unknown[], object]>([
    [
      "the namespace's switch as an annotation of the namespace",
      [
        ...rawMesh(),
        rawNamespace('shop', {}, { 'istio-injection': 'enabled' }),
        rawPod(),
      ],
      { verdict: 'mislabelled' },
    ],
    [
      "the pod's switch as an annotation is overridden by a label of no meaning",
      [
        ...rawMesh(),
        rawNamespace('shop'),
        rawPod({
          labels: { [INJECT]: 'yes' },
          annotations: { [INJECT]: 'true' },
        }),
      ],
      { verdict: 'not-in-mesh' },
    ],
    [
      'do not matter to pods that are in ambient mode',
      [
        ...rawMesh(),
        rawNamespace('shop', {}, { [REV]: 'prod' }),
        rawPod({ annotations: AMBIENT }),
      ],
      {
        verdict: 'current',
        why: { summary: expect.stringMatching(/ambient/) },
      },
    ],
    [
      'are told while pods are forbidden',
      [
        ...rawMesh(),
        rawNamespace('shop', {}, { [REV]: 'prod' }),
        rawWorkload(),
      ],
      { verdict: 'mislabelled' },
    ],
  ])('%s', (title, raw, expected) => {
    const states: Record<string, DataState> = title.includes('forbidden')
      ? { pods: 'forbidden' }
      : {};
    expect(revision(raw, states)).toMatchObject(expected);
  });
});

describe('what the pods have and a template has not', () => {
  it.each<[string, string]>([
    ['the label of the sidecar', 'security.istio.io/tlsMode'],
    ['the canonical name', 'service.istio.io/canonical-name'],
    ['the canonical revision', 'service.istio.io/canonical-revision'],
  ])('%s is not there when the pod is sent for admission', (_, key) => {
    const found = revision([
      rawIstiod('1-30-3', '1.30.3'),
      rawNamespace('shop'),
      injectorOf(
        'own',
        [{ name: 'one.istio.io', objectSelector: absent(key) }],
        {
          [REV]: '1-30-3',
        },
      ),
      rawPod({ proxy: {}, labels: { [key]: 'cart' } }),
    ]);
    expect(found).toMatchObject({ verdict: 'current', desired: '1-30-3' });
  });
});

describe('gateways that are behind', () => {
  const behind = (...pods: unknown[]) => revision([...rawMesh(), ...pods]);
  const injected = rawPod({
    proxy: { kind: 'gateway', revision: '1-29-4', native: false },
  });

  it('come up anew by a restart when the injector brings their proxy', () => {
    expect(behind(injected).action?.title).toBe('Restart cart');
  });

  it('are upgraded by their chart as soon as one pod brings its own', () => {
    const own = rawPod({
      name: 'cart-2',
      spec: OWN_PROXY,
      annotations: { [REV]: '1-29-4' },
    });
    expect(behind(injected, own).action?.title).toBe('Upgrade cart');
  });

  it('are upgraded to a version that nobody knows where istiod does not tell its own', () => {
    const found = revision([
      rawIstiod('1-30-3', 'latest'),
      rawNamespace('shop', { [REV]: '1-30-3' }),
      rawInjector('1-30-3'),
      rawPod({ spec: OWN_PROXY, annotations: { [REV]: '1-29-4' } }),
    ]);
    expect(found.action?.detail).toMatch(/: upgrade its chart\.$/);
  });
});

describe('names, while webhooks are forbidden', () => {
  it.each<[string, Json, unknown[], object]>([
    [
      'that nobody knows are not those of the default revision',
      { [REV]: 'gone' },
      [rawValidator('1-30-3')],
      { verdict: 'unknown' },
    ],
    [
      'of a revision are not those of a tag',
      { [REV]: '1-30-3' },
      [rawTagService('1-30-3', '1-29-4')],
      { desired: '1-30-3', verdict: 'not-injected' },
    ],
  ])('%s', (_, labels, more, expected) => {
    const raw = [
      rawIstiod('1-30-3', '1.30.3'),
      rawIstiod('1-29-4', '1.29.4'),
      rawNamespace('shop', labels),
      rawPod(),
      ...more,
    ];
    expect(revision(raw, { [WEBHOOKS]: 'forbidden' })).toMatchObject(expected);
  });
});

describe('several injectors for one pod', () => {
  const configuration = (name: string, rev: string) => ({
    type: 'webhook' as const,
    ref: {
      group: 'admissionregistration.k8s.io',
      kind: 'MutatingWebhookConfiguration',
      name,
    },
    mutating: true,
    labels: { [REV]: rev },
    webhooks: [{ name: 'one.istio.io' }],
  });

  it('are listed in order of their names', () => {
    const found = simulateAdmission(
      [configuration('b', '1-28'), configuration('a', '1-30')],
      {
        namespace: 'shop',
        namespaceLabels: undefined,
        podLabels: undefined,
        podAnnotations: undefined,
        hostNetwork: false,
      },
    );
    expect(found).toMatchObject({
      kind: 'ambiguous',
      revisions: ['1-28', '1-30'],
      matched: [{ name: 'a' }, { name: 'b' }],
    });
  });
});
