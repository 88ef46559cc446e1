import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRaw } from '../../testing/assessRaw';
import { rawInjectorValues, rawTagService } from '../../testing/raw/dataPlane';
import {
  rawInjector,
  rawIstiod,
  rawNamespace,
  rawPod,
  rawWorkload,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const WEBHOOKS = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';
const INJECT = 'sidecar.istio.io/inject';
const REV = 'istio.io/rev';

const answer = recordAnswers(__filename);

/** Selects by keys; a list says In, true Exists, false DoesNotExist. */
function selector(keys: Record<string, string[] | boolean>): Json {
  return {
    matchExpressions: Object.entries(keys).map(([key, values]) =>
      Array.isArray(values)
        ? { key, operator: 'In', values }
        : { key, operator: values ? 'Exists' : 'DoesNotExist' },
    ),
  };
}

const NOT_OUT = { key: INJECT, operator: 'NotIn', values: ['false'] };

/** The injector of the default revision, as the chart of istiod writes it. */
const DEFAULT_INJECTOR = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'istio-sidecar-injector', labels: { app: 'istiod' } },
  webhooks: [
    {
      name: 'namespace.sidecar-injector.istio.io',
      failurePolicy: 'Fail',
      namespaceSelector: selector({ 'istio-injection': ['enabled'] }),
      objectSelector: { matchExpressions: [NOT_OUT] },
    },
    {
      name: 'object.sidecar-injector.istio.io',
      failurePolicy: 'Fail',
      namespaceSelector: selector({ 'istio-injection': false, [REV]: false }),
      objectSelector: selector({ [INJECT]: ['true'], [REV]: false }),
    },
  ],
};

function moved<T extends { metadata: unknown }>(object: T, metadata: Json): T {
  return {
    ...object,
    metadata: { ...(object.metadata as Json), ...metadata },
  };
}

/** Three revisions, of which one is in a namespace of its own. */
const CONTROL_PLANES = [
  rawIstiod('1-30-3', '1.30.3'),
  moved(rawIstiod('default', '1.28.2'), {
    name: 'istiod',
    labels: { app: 'istiod' },
  }),
  moved(rawIstiod('1-29-4', '1.29.4'), { namespace: 'istio-legacy' }),
  rawInjectorValues('1-30-3', { tag: '1.30.9' }),
  rawInjectorValues('1-29-4', { hub: 'a.example/istio', tag: 'wrong-place' }),
  rawInjectorValues(
    '1-29-4',
    { hub: 'a.example/istio', tag: 'fix-7-debug' },
    'istio-legacy',
  ),
  moved(rawInjectorValues('', { hub: 'a.example/istio', tag: '1.28.3' }), {
    name: 'istio-sidecar-injector',
  }),
  rawInjector('1-30-3'),
  rawInjector('1-30-3', 'prod'),
  rawInjector('1-29-4'),
  DEFAULT_INJECTOR,
  rawTagService('prod', '1-30-3'),
  rawTagService('1-29-4', '1-30-3'),
];

const NAMESPACES = [
  rawNamespace('istio-system'),
  rawNamespace('istio-legacy'),
  rawNamespace('shop', { [REV]: 'prod' }),
  rawNamespace('legacy', { [REV]: '1-29-4' }),
  rawNamespace('enabled', { 'istio-injection': 'enabled' }),
  rawNamespace('both', { 'istio-injection': 'enabled', [REV]: '1-29-4' }),
  rawNamespace('off', { 'istio-injection': 'disabled', [REV]: '1-30-3' }),
  rawNamespace('plain'),
  rawNamespace('kube-system', { [REV]: 'prod' }),
];

/** A workload by its template alone. */
function template(
  namespace: string,
  app: string,
  metadata: { labels?: Json; annotations?: Json },
  spec: Json = {},
) {
  return rawWorkload({
    namespace,
    app,
    template: {
      metadata: { ...metadata, labels: { app, ...metadata.labels } },
      spec,
    },
  });
}

const OLD = { revision: '1-29-4', version: '1.29.4' };
const DEFAULT = { revision: 'default', version: '1.28.3' };

/** The pods of a workload, each with its proxy. */
function pods(
  namespace: string,
  app: string,
  ...each: Array<Parameters<typeof rawPod>[0]>
) {
  return each.map((one, at) =>
    rawPod({ namespace, app, name: `${app}-${at}`, ...one }),
  );
}

const AMBIENT = { annotations: { 'ambient.istio.io/redirection': 'enabled' } };
const PENDING = { annotations: { 'ambient.istio.io/redirection': 'pending' } };

/** A proxy that is started as router and that no injector put in. */
const ownGateway = (version: string) => ({
  containers: [
    {
      name: 'istio-proxy',
      image: `docker.io/istio/proxyv2:${version}`,
      args: ['proxy', 'router'],
    },
  ],
});

const WORKLOADS: unknown[] = [
  ...pods(
    'shop',
    'some-without',
    { proxy: {} },
    { proxy: OLD },
    {},
    { proxy: OLD },
  ),
  ...pods(
    'shop',
    'many-revisions',
    { proxy: {} },
    { proxy: DEFAULT },
    { proxy: { version: '1.30.1' } },
    { proxy: { ...OLD, image: 'a.example/proxyv2@sha256:0a' } },
    { proxy: { ...OLD, image: 'a.example/proxyv2@sha256:0b' } },
    { proxy: DEFAULT },
  ),
  ...pods(
    'shop',
    'some-behind',
    { proxy: { version: '1.30.1' } },
    { proxy: { version: '1.30.1-distroless' } },
    {
      proxy: { version: '1.27.0' },
      annotations: { 'sidecar.istio.io/proxyImage': 'proxyv2:1.27.0' },
    },
    { proxy: {} },
  ),
  ...pods('shop', 'ambient', AMBIENT, AMBIENT),
  template('shop', 'namespace-wins', { labels: { [REV]: '1-29-4' } }),
  template('shop', 'on-the-node', {}, { hostNetwork: true }),
  template('shop', 'out-by-annotation', { annotations: { [INJECT]: 'false' } }),
  template('shop', 'label-beats-annotation', {
    labels: { [INJECT]: 'true' },
    annotations: { [INJECT]: 'false' },
  }),
  template('legacy', 'by-revision', {}),
  ...pods(
    'legacy',
    'by-revision',
    { proxy: { ...OLD, version: 'fix-7' } },
    { proxy: { ...OLD, version: 'fix-6' } },
    {
      proxy: { ...OLD, version: 'fix-1' },
      annotations: { 'sidecar.istio.io/proxyImage': 'proxyv2:fix-1' },
    },
  ),
  ...pods('legacy', 'own-behind', {
    spec: ownGateway('1.29.1'),
    annotations: { [REV]: '1-29-4' },
  }),
  ...pods('enabled', 'own-behind', {
    spec: ownGateway('1.28.1'),
    annotations: { [REV]: 'default' },
  }),
  template('legacy', 'web', {
    labels: {
      'gateway.istio.io/managed': 'istio.io-gateway-controller',
      'gateway.networking.k8s.io/gateway-name': 'web-gateway',
    },
  }),
  ...pods('enabled', 'by-switch', { proxy: DEFAULT }),
  ...pods('both', 'by-switch', { proxy: DEFAULT }, { proxy: OLD }),
  ...pods('off', 'kept-out', { proxy: {} }, {}),
  ...pods('off', 'out'),
  template('off', 'out', {}),
  ...pods('plain', 'in-ambient', AMBIENT, PENDING, {}),
  ...pods('plain', 'ambient-and-sidecar', AMBIENT, { proxy: {} }),
  ...pods('plain', 'own-image', {
    spec: ownGateway('1.29.4'),
    annotations: { [REV]: '1-29-4' },
    labels: { [REV]: '1-30-3' },
  }),
  template('plain', 'managed', {
    labels: { 'gateway.istio.io/managed': 'istio.io-gateway-controller' },
  }),
  ...pods('plain', 'revision-of-pod', {
    labels: { [REV]: '1-29-4' },
    proxy: { ...OLD, version: 'fix-7' },
  }),
  ...pods('plain', 'switch-of-pod', {
    labels: { [INJECT]: 'true' },
    proxy: DEFAULT,
  }),
  template('plain', 'switch-without-meaning', { labels: { [INJECT]: 'yes' } }),
  template('plain', 'unknown-revision', { labels: { [REV]: 'gone' } }),
  ...pods('kube-system', 'dns', {}),
  ...pods('not-listed', 'revision-of-pod', {
    labels: { [REV]: '1-30-3' },
    proxy: {},
  }),
];

const FLEET = [...NAMESPACES, ...CONTROL_PLANES, ...WORKLOADS];

function revisions(
  raw: readonly unknown[],
  states: Record<string, DataState> = {},
) {
  const rows = assessRaw(raw, { states }).workloads.map(
    ({ ref, pods: running, revision, proxyVersions }) => ({
      ref,
      pods: running,
      revision,
      proxyVersions,
    }),
  );
  return answer(rows.filter(({ ref }) => !ref.name.startsWith('istiod')));
}

function verdicts(rows: ReturnType<typeof revisions>) {
  return Object.fromEntries(
    rows.map(({ ref, revision }) => [
      `${ref.namespace}/${ref.name}`,
      `${revision.verdict} ${revision.desired ?? '-'}`,
    ]),
  );
}

describe('the revisions of a fleet', () => {
  const EXPECTED = {
    'both/by-switch': 'stale-revision default',
    'enabled/by-switch': 'current default',
    'enabled/own-behind': 'stale-version default',
    'kube-system/dns': 'not-in-mesh -',
    'legacy/by-revision': 'stale-version 1-29-4',
    'legacy/own-behind': 'stale-version 1-29-4',
    'legacy/web': 'current 1-29-4',
    'not-listed/revision-of-pod': 'current 1-30-3',
    'off/kept-out': 'unexpected -',
    'off/out': 'not-in-mesh -',
    'plain/ambient-and-sidecar': 'unexpected -',
    'plain/in-ambient': 'current -',
    'plain/managed': 'current default',
    'plain/own-image': 'stale-revision 1-30-3',
    'plain/revision-of-pod': 'current 1-29-4',
    'plain/switch-of-pod': 'current default',
    'plain/switch-without-meaning': 'not-in-mesh -',
    'plain/unknown-revision': 'dangling gone',
    'shop/ambient': 'not-injected 1-30-3',
    'shop/label-beats-annotation': 'current 1-30-3',
    'shop/many-revisions': 'stale-revision 1-30-3',
    'shop/namespace-wins': 'current 1-30-3',
    'shop/on-the-node': 'not-in-mesh -',
    'shop/out-by-annotation': 'not-in-mesh -',
    'shop/some-behind': 'stale-version 1-30-3',
    'shop/some-without': 'not-injected 1-30-3',
  };

  it('are told by the webhooks', () => {
    expect(verdicts(revisions(FLEET))).toEqual(EXPECTED);
  });

  it('are the same by labels alone, while webhooks are forbidden', () => {
    expect(verdicts(revisions(FLEET, { [WEBHOOKS]: 'forbidden' }))).toEqual({
      ...EXPECTED,
      'plain/unknown-revision': 'unknown -',
    });
  });

  it('are what labels tell for sure while pods are forbidden', () => {
    const raw = FLEET.filter(one => (one as Json).kind !== 'Pod');
    expect(verdicts(revisions(raw, { pods: 'forbidden' }))).toEqual({
      'legacy/by-revision': 'unknown 1-29-4',
      'legacy/web': 'unknown 1-29-4',
      'off/out': 'unknown -',
      'plain/managed': 'unknown default',
      'plain/switch-without-meaning': 'unknown -',
      'plain/unknown-revision': 'dangling gone',
      'shop/label-beats-annotation': 'unknown 1-30-3',
      'shop/namespace-wins': 'unknown 1-30-3',
      'shop/on-the-node': 'unknown -',
      'shop/out-by-annotation': 'unknown -',
    });
  });

  it('hold no field without a value', () => {
    const rows = revisions(FLEET);
    expect(rows).toStrictEqual(JSON.parse(JSON.stringify(rows)));
  });

  it('are the same in whichever order the objects come', () => {
    expect(revisions([...FLEET].reverse())).toEqual(revisions(FLEET));
  });
});
