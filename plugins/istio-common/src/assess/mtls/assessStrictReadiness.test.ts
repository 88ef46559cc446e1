import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw, workloadOf } from '../../testing/assessRaw';
import {
  rawDestinationRule,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

function rows(raw: unknown[], states = {}) {
  return answer(assessRaw([...rawMesh(), ...raw], { states }).strictReadiness);
}

function row(raw: unknown[], scope: 'mesh' | 'namespace' = 'namespace') {
  const found = rows(raw).find(one => one.scope === scope);
  if (!found) throw new Error(`no ${scope}`);
  return found;
}

const CART = rawPod({ proxy: {} });
const STRICT = rawPeerAuthentication({ mtls: { mode: 'STRICT' } });
const SCRAPED = {
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': '8080',
};

describe('readiness for STRICT', () => {
  it('is given for the mesh and each namespace with proxies', () => {
    expect(
      rows([CART, rawNamespace('other'), rawPod({ namespace: 'other' })]).map(
        one => [one.scope, one.namespace, one.revision, one.workloads],
      ),
    ).toEqual([
      [
        'mesh',
        'istio-system',
        '1-30-3',
        { total: 1, strict: 0, permissive: 1, off: 0 },
      ],
      [
        'namespace',
        'shop',
        undefined,
        { total: 1, strict: 0, permissive: 1, off: 0 },
      ],
    ]);
  });

  it('is there already', () => {
    expect(row([CART, STRICT, rawPod({ app: 'batch' })])).toMatchObject({
      breaks: 'no',
      tone: 'ok',
      reasons: [],
      why: { summary: 'Every workload is STRICT already' },
    });
  });

  it('breaks nothing that is found, and says that it is a static analysis', () => {
    const found = row([CART, rawService()]);
    expect(found).toMatchObject({
      breaks: 'no',
      tone: 'info',
      action: { title: 'Set mode STRICT' },
    });
    expect(found.why.summary).toContain('by static analysis');
  });

  const job = {
    ...rawPod({ app: 'batch' }),
    metadata: {
      name: 'batch-1',
      namespace: 'shop',
      labels: { app: 'batch' },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          name: 'batch',
          controller: true,
        },
      ],
    },
  };
  const cases: Array<[string, string, unknown[]]> = [
    ['no proxy (1 pod)', 'StatefulSet', [CART, rawPod({ app: 'batch' })]],
    ['a Job without a proxy (1 pod)', 'Job', [CART, job]],
    [
      'on the network of its node, where it can have no proxy (1 pod)',
      'StatefulSet',
      [CART, rawPod({ app: 'agent', spec: { hostNetwork: true } })],
    ],
    [
      'an ingress controller without a proxy (1 pod)',
      'StatefulSet',
      [CART, rawPod({ app: 'ingress-nginx', namespace: 'edge' })],
    ],
    [
      'Prometheus without a proxy, which scrapes in plain text (1 pod)',
      'StatefulSet',
      [CART, rawPod({ app: 'prometheus', namespace: 'monitoring' })],
    ],
    [
      'sets TLS mode DISABLE for cart:8080',
      'DestinationRule',
      [
        CART,
        rawService(),
        rawDestinationRule({
          host: 'cart',
          trafficPolicy: { tls: { mode: 'DISABLE' } },
        }),
      ],
    ],
    [
      'Prometheus is told to scrape this port in plain text, as prometheus.io/port does not lead to the merged metrics at 15020',
      'StatefulSet',
      [rawPod({ proxy: {}, annotations: SCRAPED })],
    ],
    [
      'clients send plain text to 1 of 1 pods, whose label security.istio.io/tlsMode is not istio',
      'StatefulSet',
      [
        rawPod({
          proxy: {},
          labels: { 'security.istio.io/tlsMode': 'disabled' },
        }),
      ],
    ],
    [
      'is headless, and not all of its pods offer mTLS, so clients send plain text to every one',
      'Service',
      [
        CART,
        rawService({ spec: { clusterIP: 'None', selector: { of: 'both' } } }),
        rawPod({ name: 'with', app: 'a', labels: { of: 'both' }, proxy: {} }),
        rawPod({ name: 'bare', app: 'b', labels: { of: 'both' } }),
      ],
    ],
  ];
  it.each(cases)('names %s (%s)', (reason, kind, raw) => {
    const found = row(raw);
    expect(found.breaks).toBe('yes');
    expect(found.reasons).toContainEqual(
      expect.objectContaining({
        reason,
        ref: expect.objectContaining({ kind }),
      }),
    );
  });

  it('takes the same reasons for the ports of a workload', () => {
    const { mtls } = workloadOf(
      assessRaw([...rawMesh(), rawPod({ proxy: {}, annotations: SCRAPED })]),
    );
    expect(mtls[0].strict.breaks).toBe('yes');
  });

  it('names automatic mTLS that is off before anything else', () => {
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'istio-1-30-3',
        namespace: 'istio-system',
        labels: { 'istio.io/rev': '1-30-3' },
      },
      data: { mesh: 'enableAutoMtls: false\n' },
    };
    expect(row([CART, config, rawPod({ app: 'batch' })])).toMatchObject({
      reasons: [{ ref: { kind: 'ConfigMap' } }, {}],
      action: { title: 'Turn automatic mTLS on' },
    });
  });

  it('names clients of the namespace first, and caps what it tells', () => {
    const bare = (namespace: string, from: number) =>
      Array.from({ length: 40 }, (_, at) =>
        rawPod({ app: `c${from + at}`, namespace }),
      );
    const found = row([CART, ...bare('before', 0), ...bare('shop', 40)]);
    expect(found.reasons).toHaveLength(50);
    expect(found.more).toBe(30);
    expect(found.reasons[0].ref.namespace).toBe('shop');
    expect(found.reasons[49].ref.namespace).toBe('before');
    expect(found.action?.title).toBe('Bring c40 into the mesh');
  });

  it('says which ports STRICT does not reach', () => {
    const pod = rawPod({
      proxy: {},
      annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' },
    });
    expect(row([pod])).toMatchObject({
      workloads: { total: 1, strict: 0, permissive: 0, off: 1 },
    });
    expect(row([pod]).why.summary).toContain('which STRICT does not reach');
  });

  it.each([
    'pods',
    'destinationrules.networking.istio.io',
    'peerauthentications.security.istio.io',
    'services',
  ])('is unknown while %s cannot be read', resource => {
    const [mesh] = rows(resource === 'pods' ? [] : [CART], {
      [resource]: 'forbidden',
    });
    expect(mesh).toMatchObject({
      scope: 'mesh',
      breaks: 'unknown',
      tone: 'unknown',
    });
    expect(mesh.action).toBeUndefined();
  });
});
