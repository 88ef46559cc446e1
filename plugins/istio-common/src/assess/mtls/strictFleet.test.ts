import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRaw } from '../../testing/assessRaw';
import {
  rawDestinationRule,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function facts(
  raw: readonly unknown[],
  states: Record<string, DataState> = {},
) {
  const { workloads, strictReadiness } = assessRaw(raw, { states });
  const found = {
    mtls: workloads.map(({ ref, mtls }) => ({ ref, mtls })),
    strictReadiness,
  };
  expect(found).toStrictEqual(JSON.parse(JSON.stringify(found)));
  return answer(found);
}

const mode = (one: string) => ({ mtls: { mode: one } });
const select = (app: string) => ({ selector: { matchLabels: { app } } });

function policy(namespace: string, name: string, spec: Json, year = 2026) {
  return rawPeerAuthentication(spec, {
    namespace,
    name,
    createdAt: `${year}-01-01T00:00:00Z`,
  });
}

describe('what a STRICT mesh would break', () => {
  const job = (name: string, kind: string, apiVersion: string) => ({
    ...rawPod({ app: name, namespace: 'jobs' }),
    metadata: {
      name: `${name}-1`,
      namespace: 'jobs',
      labels: { app: name },
      ownerReferences: [{ apiVersion, kind, name, controller: true }],
    },
  });
  const client = (name: string, labels: Json, more: Json = {}) =>
    rawPod({ app: name, namespace: 'clients', labels, ...more });

  const CLIENTS = [
    rawNamespace('clients'),
    rawNamespace('jobs'),
    client('edge', { app: 'x', 'app.kubernetes.io/name': 'ingress-nginx' }),
    client('old-edge', { app: 'x', 'k8s-app': 'traefik' }),
    client('metrics', { app: 'prometheus' }),
    client('metrics', { app: 'prometheus' }, { name: 'metrics-2' }),
    client('on-node', {}, { spec: { hostNetwork: true } }),
    client('webhook', { 'app.kubernetes.io/name': 'webhook' }),
    job('once-29012345', 'Job', 'batch/v1'),
    job('once', 'Job', 'batch/v1'),
  ];

  const BREAKS = [
    ...rawMesh(),
    rawPod({
      proxy: {},
      ports: [
        { name: 'http', containerPort: 8080 },
        { name: 'more', containerPort: 8081 },
      ],
    }),
    rawService({
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'more', port: 81, targetPort: 8081 },
      ],
    }),
    rawService({
      name: 'cart-too',
      ports: [{ name: 'http', port: 8000, targetPort: 8080 }],
    }),
    rawService({ name: 'none', app: 'nobody' }),
    rawDestinationRule(
      {
        host: 'cart',
        trafficPolicy: {
          tls: { mode: 'SIMPLE' },
          portLevelSettings: [
            { port: { number: 81 }, tls: { mode: 'DISABLE' } },
          ],
        },
      },
      { name: 'z' },
    ),
    rawDestinationRule(
      {
        host: 'cart-too',
        subsets: [
          { name: 'plain', trafficPolicy: { tls: { mode: 'DISABLE' } } },
          { name: 'mutual', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
        ],
      },
      { name: 'a' },
    ),
    rawDestinationRule(
      {
        host: '*.shop.svc.cluster.local',
        trafficPolicy: { tls: { mode: 'MUTUAL' } },
      },
      { name: 'm', namespace: 'istio-system' },
    ),
    rawDestinationRule(
      { host: 'none', trafficPolicy: { tls: { mode: 'DISABLE' } } },
      { name: 'unused' },
    ),
    rawService({ name: 'headless', app: 'db', spec: { clusterIP: 'None' } }),
    rawService({
      name: 'headless-sound',
      app: 'api',
      spec: { clusterIP: 'None' },
    }),
    rawService({
      name: 'headless-bare',
      spec: { clusterIP: 'None', selector: undefined },
    }),
    rawPod({ app: 'db', proxy: {} }),
    rawPod({ app: 'db', name: 'db-2', owner: 'db-plain' }),
    rawPod({ app: 'api', proxy: {} }),
    rawPod({
      app: 'scraped',
      proxy: {},
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '8080',
        'prometheus.istio.io/merge-metrics': 'false',
      },
    }),
    rawPod({
      app: 'probed',
      proxy: {},
      annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' },
      spec: {
        containers: [
          {
            name: 'main',
            ports: [{ containerPort: 8080 }, { containerPort: 8081 }],
            livenessProbe: { httpGet: { port: 8080 } },
          },
        ],
      },
    }),
  ];

  it('are rules, clients by their kind, Services, probes and scrapes', () => {
    const { strictReadiness } = facts([...BREAKS, ...CLIENTS]);
    const [, shop] = strictReadiness;
    expect(
      shop.reasons.map(
        ({ ref, reason, workload }) =>
          `${ref.name}: ${reason}${workload ? ` [${workload.name}]` : ''}`,
      ),
    ).toEqual([
      'a: sets TLS mode DISABLE for cart-too:8000 [cart]',
      'z: sets TLS mode SIMPLE for cart:80 [cart]',
      'z: sets TLS mode DISABLE for cart:81 [cart]',
      'db-plain: no proxy (1 pod)',
      'edge: an ingress controller without a proxy (1 pod)',
      'metrics: Prometheus without a proxy, which scrapes in plain text (2 pods)',
      'old-edge: an ingress controller without a proxy (1 pod)',
      'on-node: on the network of its node, where it can have no proxy (1 pod)',
      'once: a Job without a proxy (1 pod)',
      'once: a Job without a proxy (1 pod)',
      'headless: is headless, and not all of its pods offer mTLS, so clients send plain text to every one [db]',
      'probed: the kubelet probes this port and rewriteAppHTTPProbers is "false" [probed]',
      'scraped: Prometheus is told to scrape this port in plain text, as prometheus.io/port does not lead to the merged metrics at 15020 [scraped]',
    ]);
  });

  it('are told up to fifty, the rest counted', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      rawPod({ app: `c-${String(at).padStart(2, '0')}`, namespace: 'clients' }),
    );
    const { strictReadiness } = facts([
      ...rawMesh(),
      rawPod({ proxy: {} }),
      ...many,
    ]);
    expect(strictReadiness.map(one => [one.reasons.length, one.more])).toEqual([
      [50, 10],
      [50, 10],
    ]);
  });

  it.each([10, 11])('names %i clients one by one, or by namespace', count => {
    const many = Array.from({ length: count }, (_, at) =>
      rawPod({
        app: `c-${String(at).padStart(2, '0')}`,
        namespace: at === 0 ? 'alone' : 'clients',
      }),
    );
    const { mtls } = facts([
      ...rawMesh(),
      rawPod({ proxy: {} }),
      rawPod({ app: 'c-01', name: 'second', namespace: 'clients' }),
      ...many,
    ]);
    const [cart] = mtls.filter(({ ref }) => ref.name === 'cart')[0].mtls;
    expect(cart.strict.reasons).toHaveLength(count > 10 ? 2 : 10);
  });
});

describe('readiness of several meshes', () => {
  const meshConfig = (revision: string, mesh: string, namespace: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `istio-${revision}`,
      namespace,
      labels: { 'istio.io/rev': revision },
    },
    data: { mesh },
  });

  it('is told by root namespace, and of what their settings break', () => {
    const raw = [
      ...rawMesh(),
      rawIstiod('1-29-4', '1.29.4'),
      meshConfig(
        '1-29-4',
        'rootNamespace: a-root\nenableAutoMtls: false\n',
        'istio-system',
      ),
      meshConfig('1-30-3', 'rootNamespace: istio-system\n', 'istio-system'),
      rawNamespace('z-old', { 'istio.io/rev': '1-29-4' }),
      rawPod({ proxy: {} }),
      rawPod({
        app: 'old',
        namespace: 'z-old',
        proxy: { revision: '1-29-4', version: '1.29.4' },
      }),
      rawPod({
        app: 'old-too',
        namespace: 'z-old',
        proxy: { revision: '1-29-4', version: '1.29.4' },
      }),
      policy('a-root', 'mesh', mode('PERMISSIVE')),
    ];
    const { strictReadiness } = facts(raw);
    expect(
      strictReadiness.map(one => [one.scope, one.namespace, one.revision]),
    ).toEqual([
      ['mesh', 'a-root', '1-29-4'],
      ['mesh', 'istio-system', '1-30-3'],
      ['namespace', 'shop', undefined],
      ['namespace', 'z-old', undefined],
    ]);
  });

  it('names the ConfigMap of the default revision, wherever its istiod runs', () => {
    const old = { revision: 'default', version: '1.29.4' };
    const [mesh] = facts([
      rawNamespace('shop'),
      {
        ...meshConfig(
          '',
          'rootNamespace: a-root\nenableAutoMtls: false\n',
          'istio-system',
        ),
        metadata: { name: 'istio', namespace: 'istio-system' },
      },
      rawPod({ proxy: old }),
    ]).strictReadiness;
    expect(mesh.reasons[0].ref).toMatchObject({
      namespace: 'a-root',
      name: 'istio',
    });
  });

  it('goes by the workload that is least strict', () => {
    const raw = [
      ...rawMesh(),
      ...['a', 'b', 'c', 'd'].map(app =>
        rawPod({
          app,
          proxy: {},
          ports: [{ containerPort: 1 }, { containerPort: 2 }],
        }),
      ),
      policy('shop', 'all', mode('STRICT')),
      policy('shop', 'b', {
        ...select('b'),
        portLevelMtls: { 2: { mode: 'PERMISSIVE' } },
      }),
      policy('shop', 'c', {
        ...select('c'),
        ...mode('PERMISSIVE'),
        portLevelMtls: { 1: { mode: 'DISABLE' } },
      }),
    ];
    const { strictReadiness } = facts(raw);
    expect(strictReadiness[0].workloads).toEqual({
      total: 4,
      strict: 2,
      permissive: 1,
      off: 1,
    });
  });
});
