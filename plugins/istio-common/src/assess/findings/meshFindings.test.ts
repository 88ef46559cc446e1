import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import { rawIstioObject } from '../../testing/raw/istioObject';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
} from '../../testing/rawObjects';

const { found } = findingProbe(recordAnswers(__filename));

const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const PROD = { 'istio.io/rev': 'prod' };

describe('labels of namespaces', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['IST0102']],
    [{ 'istio-injection': 'enabled' }, []],
    [{ 'istio-injection': 'disabled' }, []],
    [{ 'istio-injection': '' }, ['IST0102', 'MW0004']],
    [{ 'istio-injection': 'yes' }, ['MW0004']],
    [PROD, []],
    [AMBIENT, []],
    [{ ...AMBIENT, 'istio-injection': 'disabled' }, []],
    [{ ...AMBIENT, 'istio-injection': 'enabled' }, ['IST0123']],
    [{ ...AMBIENT, ...PROD }, ['IST0123']],
    [{ ...PROD, 'istio-injection': 'disabled' }, ['IST0123']],
    [{ ...PROD, ...AMBIENT, 'istio-injection': 'enabled' }, ['IST0123']],
    [{ 'istio.io/dataplane-mode': 'none' }, ['IST0102']],
  ])('%j: %j', (labels, codes) => {
    const all = ['IST0102', 'IST0123', 'IST0148', 'MW0004'];
    const findings = found(all, rawNamespace('pay', labels));
    expect(findings.map(one => one.split(' ')[0]).sort()).toEqual(codes);
    for (const name of ['istio-system', 'kube-system']) {
      expect(found(all, rawNamespace(name, labels))).toEqual([]);
    }
  });

  const values = (
    enableNamespacesByDefault: boolean,
    name = 'istio-sidecar-injector',
  ) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'istio-system' },
    data: {
      values: JSON.stringify({
        sidecarInjectorWebhook: { enableNamespacesByDefault },
      }),
    },
  });

  it.each<[string, unknown[], string[]]>([
    [
      'are not needed where pods bring a proxy',
      [rawPod({ namespace: 'pay', proxy: {} })],
      [],
    ],
    [
      'are where pods have none',
      [rawPod({ namespace: 'pay' })],
      ['IST0102 info Namespace pay'],
    ],
    [
      'are not where Istio injects by default',
      [values(true)],
      ['IST0148 info Namespace pay'],
    ],
    [
      'are where nobody can tell',
      [{ ...values(true), data: { values: '{' } }],
      ['IST0102 info Namespace pay'],
    ],
    ['are where it does not', [values(false)], ['IST0102 info Namespace pay']],
    [
      'are where only another revision does',
      [values(true, 'istio-sidecar-injector-b')],
      ['IST0102 info Namespace pay'],
    ],
  ])('%s', (_, raw, expected) => {
    expect(found(['IST0102', 'IST0148'], rawNamespace('pay'), ...raw)).toEqual(
      expected,
    );
  });
});

describe('pods without a proxy', () => {
  it.each<[string, Record<string, string>, unknown, boolean]>([
    ['a revision is named', PROD, rawPod(), true],
    ['injection is enabled', { 'istio-injection': 'enabled' }, rawPod(), true],
    ['a proxy is there', PROD, rawPod({ proxy: {} }), false],
    ['nobody asks for one', {}, rawPod(), false],
    [
      'injection is disabled',
      { 'istio-injection': 'disabled', ...PROD },
      rawPod(),
      false,
    ],
    ['the namespace is ambient', { ...AMBIENT, ...PROD }, rawPod(), false],
    [
      'the pod is',
      PROD,
      rawPod({ annotations: { 'ambient.istio.io/redirection': 'enabled' } }),
      false,
    ],
    [
      'it wants none',
      PROD,
      rawPod({ labels: { 'sidecar.istio.io/inject': 'false' } }),
      false,
    ],
    [
      'its annotation wants none',
      PROD,
      rawPod({ annotations: { 'sidecar.istio.io/inject': 'False' } }),
      false,
    ],
    [
      'it wants one',
      PROD,
      rawPod({ labels: { 'sidecar.istio.io/inject': 'true' } }),
      true,
    ],
    [
      'it is on the network of the node',
      PROD,
      rawPod({ spec: { hostNetwork: true } }),
      false,
    ],
    ['it has ended', PROD, rawPod({ status: { phase: 'Succeeded' } }), false],
    ['it has failed', PROD, rawPod({ status: { phase: 'Failed' } }), false],
  ])('IST0103 where %s', (_, labels, pod, is) => {
    expect(
      found(
        ['IST0103'],
        rawNamespace('shop', labels),
        rawInjector('1-30-3', 'prod'),
        rawIstiod('1-30-3', '1.30.3'),
        pod,
      ),
    ).toEqual(is ? ['IST0103 warning Pod shop/cart-1'] : []);
  });

  it('IST0103: one that nothing owns is made again by hand', () => {
    const pod = rawPod();
    const bare = { ...pod, metadata: { ...pod.metadata, ownerReferences: [] } };
    expect(found(['IST0103'], ...rawMesh(), bare)).toHaveLength(1);
  });
});

describe('images of proxies', () => {
  const injector = (
    revision: string,
    hub: string,
    tag: string,
    image = 'proxyv2',
  ) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `istio-sidecar-injector${revision && `-${revision}`}`,
      namespace: 'istio-system',
    },
    data: {
      values: JSON.stringify({ global: { hub, tag, proxy: { image } } }),
    },
  });
  const pods = (namespace: string, ...images: string[]) =>
    images.map((image, at) =>
      rawPod({ name: `p${at}`, namespace, proxy: { image } }),
    );
  const own = injector('1-30-3', 'docker.io/istio', '1.30.3');

  it.each<[string, unknown[], string[]]>([
    [
      'seven of another, five named',
      [
        own,
        ...pods('shop', ...Array(7).fill('docker.io/istio/proxyv2:1.29.0')),
      ],
      ['shop'],
    ],
    [
      'not that of the injector, nor its variants',
      [
        own,
        ...pods(
          'shop',
          'docker.io/istio/proxyv2:1.30.3',
          'docker.io/istio/proxyv2:1.30.3-distroless',
          'docker.io/istio/proxyv2:1.30.3-debug',
        ),
      ],
      [],
    ],
    [
      'not one that the pod chose',
      [
        own,
        rawPod({
          proxy: { image: 'own/proxy:1' },
          annotations: { 'sidecar.istio.io/proxyImage': 'own/proxy:1' },
        }),
      ],
      [],
    ],
    [
      'not where no injector tells',
      pods('shop', 'docker.io/istio/proxyv2:1.29.0'),
      [],
    ],
    [
      'an image that is named in full',
      [
        injector('1-30-3', 'x', 'y', 'harbor.io/own/proxyv2:1'),
        ...pods(
          'shop',
          'harbor.io/own/proxyv2:1',
          'docker.io/istio/proxyv2:1.30.3',
        ),
      ],
      ['shop'],
    ],
    [
      'the default injector where injection is enabled',
      [
        injector('', 'harbor.io', '1.30.3'),
        rawNamespace('pay', { 'istio-injection': 'enabled' }),
        ...pods('pay', 'docker.io/istio/proxyv2:1.30.3'),
      ],
      ['pay'],
    ],
    [
      'not of a namespace without a label',
      [
        own,
        rawNamespace('pay'),
        ...pods('pay', 'docker.io/istio/proxyv2:1.29.0'),
      ],
      [],
    ],
  ])('IST0158: %s', (_, raw, names) => {
    expect(found(['IST0158'], ...rawMesh(), ...raw)).toEqual(
      names.map(name => `IST0158 warning Namespace ${name}`),
    );
  });
});

describe('who else selects the pods', () => {
  const LABELS = { app: 'cart' };
  const sidecar = (name: string, labels?: object) =>
    rawIstioObject('networking', 'Sidecar', name, {
      ...(labels && { workloadSelector: { labels } }),
    });
  const telemetry = (name: string, matchLabels?: object) =>
    rawIstioObject('telemetry', 'Telemetry', name, {
      ...(matchLabels && { selector: { matchLabels } }),
    });
  const pods = [rawPod({ name: 'cart-2' }), rawPod(), rawPod({ app: 'web' })];
  const ambient = rawPod({
    annotations: { 'ambient.istio.io/redirection': 'enabled' },
  });

  it.each<[string, unknown[], string[]]>([
    [
      'three for one pod, and one for another',
      [
        ...pods,
        sidecar('c', LABELS),
        sidecar('a', LABELS),
        sidecar('b', LABELS),
        sidecar('d', { app: 'web' }),
      ],
      ['IST0110 a', 'IST0110 b', 'IST0110 c'],
    ],
    ['one for no pod', [...pods, sidecar('a', { app: 'no' })], ['IST0101 a']],
    [
      'two for the namespace',
      [...pods, sidecar('b'), sidecar('a'), sidecar('own', LABELS)],
      ['IST0111 a', 'IST0111 b'],
    ],
    [
      'one for the namespace and one for pods',
      [...pods, sidecar('a'), sidecar('b', LABELS)],
      [],
    ],
    [
      'one for a pod that is ambient',
      [ambient, sidecar('a', LABELS), sidecar('b', LABELS)],
      ['IST0167 a', 'IST0167 b'],
    ],
    [
      'one for a namespace that is',
      [rawNamespace('shop', AMBIENT), sidecar('a'), sidecar('b')],
      ['IST0167 a', 'IST0167 b'],
    ],
    [
      'not for one that injects all the same',
      [rawNamespace('shop', { ...AMBIENT, ...PROD }), sidecar('a')],
      [],
    ],
    [
      'nor for one that has it enabled',
      [
        rawNamespace('shop', { ...AMBIENT, 'istio-injection': 'enabled' }),
        sidecar('a'),
      ],
      [],
    ],
  ])('Sidecars: %s', (_, raw, expected) => {
    const codes = ['IST0101', 'IST0110', 'IST0111', 'IST0167'];
    const names = found(codes, ...raw).map(one =>
      one.replace(/ (error|warning|info) Sidecar shop\//, ' '),
    );
    expect(names.sort()).toEqual(expected);
  });

  it.each<[string, unknown[], string[]]>([
    [
      'three for one pod',
      [
        ...pods,
        telemetry('c', LABELS),
        telemetry('a', LABELS),
        telemetry('b', LABELS),
        telemetry('d', { app: 'web' }),
      ],
      ['IST0159 a', 'IST0159 b', 'IST0159 c'],
    ],
    [
      'two for an ambient pod',
      [ambient, telemetry('a', LABELS), telemetry('b', LABELS)],
      ['IST0159 a', 'IST0159 b'],
    ],
    ['one for no pod', [...pods, telemetry('a', { app: 'no' })], ['IST0101 a']],
    [
      'two for the namespace',
      [telemetry('b'), telemetry('a'), telemetry('own', LABELS), ...pods],
      ['IST0160 a', 'IST0160 b'],
    ],
    ['one for it', [telemetry('a'), telemetry('b', LABELS), ...pods], []],
  ])('Telemetries: %s', (_, raw, expected) => {
    const names = found(['IST0101', 'IST0159', 'IST0160'], ...raw).map(one =>
      one.replace(/ (error|warning|info) Telemetry shop\//, ' '),
    );
    expect(names.sort()).toEqual(expected);
  });
});
