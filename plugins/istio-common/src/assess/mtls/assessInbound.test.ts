import { recordAnswers } from '@meshwright/test-kit';
import { MeshIndex } from '../../index/MeshIndex';
import { NOW, assessRaw, trimAll, workloadOf } from '../../testing/assessRaw';
import { rawEgressMesh, rawEgressParts } from '../../testing/raw/egress';
import {
  httpsServer,
  rawDestinationRule,
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawService,
} from '../../testing/rawObjects';
import { assessCluster } from '../assessCluster';

const STRICT = rawPeerAuthentication({ mtls: { mode: 'STRICT' } });

const answer = recordAnswers(__filename);

function ports(raw: unknown[], states = {}) {
  return answer(workloadOf(assessRaw([...rawMesh(), ...raw], { states })).mtls);
}

describe('inbound mTLS of a workload', () => {
  it('lists every port that pods declare or Services send to', () => {
    const rows = ports([
      rawPod({
        proxy: {},
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
        ],
      }),
      rawService({
        ports: [
          { name: 'web', port: 80, targetPort: 'http' },
          { name: 'metrics', port: 9090 },
        ],
      }),
      STRICT,
    ]);
    expect(rows.map(({ port, name, mode }) => [port, name, mode])).toEqual([
      [8080, 'http', 'STRICT'],
      [9090, 'metrics', 'STRICT'],
    ]);
  });

  it('stands for every port when none is known', () => {
    expect(ports([rawPod({ proxy: {}, ports: [] }), STRICT])).toMatchObject([
      { port: 0, mode: 'STRICT' },
    ]);
  });

  it('says every policy considered, the reason, and who decides', () => {
    const own = { selector: { matchLabels: { app: 'cart' } } };
    const [row] = ports([
      rawPod({ proxy: {} }),
      rawPeerAuthentication(
        { ...own, mtls: { mode: 'PERMISSIVE' } },
        { name: 'legacy', createdAt: '2025-03-11T00:00:00Z' },
      ),
      rawPeerAuthentication(
        { ...own, mtls: { mode: 'STRICT' } },
        { name: 'strict' },
      ),
      STRICT,
      rawPeerAuthentication(
        { mtls: { mode: 'PERMISSIVE' } },
        { namespace: 'istio-system' },
      ),
    ]);
    expect(row).toMatchObject({ mode: 'PERMISSIVE', source: 'workload' });
    expect(row.why.summary).toBe(
      'Permissive, because shop/legacy is the oldest policy that selects this workload; shop/strict is younger and ignored',
    );
    expect(
      row.why.considered.map(one => [
        one.ref.name,
        one.says,
        one.decides,
        one.reason,
      ]),
    ).toEqual([
      ['legacy', 'PERMISSIVE', true, 'oldest match'],
      ['strict', 'STRICT', false, 'younger, same scope'],
      ['default', 'STRICT', false, 'workload beats namespace'],
      ['default', 'PERMISSIVE', false, 'workload beats mesh'],
    ]);
  });

  it.each([
    ['excludeInboundPorts', '9443, 8080', 'bypassed'],
    ['excludeInboundPorts', '9443', 'STRICT'],
    ['includeInboundPorts', '9443', 'bypassed'],
    ['includeInboundPorts', '', 'bypassed'],
    ['includeInboundPorts', '*', 'STRICT'],
    ['includeInboundPorts', '8080', 'STRICT'],
  ])('annotation %s: "%s" makes the port %s', (key, value, mode) => {
    const [row] = ports([
      rawPod({
        proxy: {},
        annotations: { [`traffic.sidecar.istio.io/${key}`]: value },
      }),
      STRICT,
    ]);
    expect(row.mode).toBe(mode);
  });

  it('interceptionMode NONE bypasses every port', () => {
    const annotations = { 'sidecar.istio.io/interceptionMode': 'NONE' };
    const [row] = ports([rawPod({ proxy: {}, annotations }), STRICT]);
    expect(row).toMatchObject({ mode: 'bypassed', source: 'annotation' });
  });

  it('is plain text without a proxy, whatever the policies', () => {
    const [row] = ports([rawPod(), STRICT]);
    expect(row).toMatchObject({ mode: 'plaintext', source: 'no-proxy' });
  });

  it('is plain text when one of the pods has no proxy', () => {
    const [row] = ports([
      rawPod({ proxy: {} }),
      rawPod({ name: 'cart-2' }),
      STRICT,
    ]);
    expect(row).toMatchObject({ mode: 'plaintext', tone: 'warning' });
    expect(row.why.summary).toContain('1 of 2 pods');
  });

  it('leaves gateways to their servers', () => {
    const [row] = ports([rawPod({ proxy: { kind: 'gateway' } }), STRICT]);
    expect(row).toMatchObject({ source: 'gateway', tone: 'neutral' });
  });

  const EGRESS = [...rawEgressMesh(), ...Object.values(rawEgressParts())];

  it.each<[string, string, unknown[], RegExp]>([
    [
      'an ingress gateway from outside the mesh',
      'istio-ingressgateway',
      [
        ...EGRESS,
        ...rawIngressGateway(),
        rawGateway([httpsServer('a.example.com')]),
      ],
      /^A gateway takes traffic from outside the mesh/,
    ],
    [
      'an egress gateway from clients of the mesh',
      'istio-egressgateway',
      EGRESS,
      /^An egress gateway takes traffic of mesh clients on its way out/,
    ],
    [
      'a waypoint from the mesh through HBONE',
      'waypoint',
      [
        rawPod({
          app: 'waypoint',
          labels: {
            'gateway.networking.k8s.io/gateway-name': 'waypoint',
            'gateway.istio.io/managed': 'istio.io-mesh-controller',
          },
          proxy: { kind: 'gateway' },
        }),
      ],
      /^A waypoint takes traffic of the mesh only, through HBONE/,
    ],
  ])('says that traffic comes to %s', (_, name, raw, summary) => {
    const { workloads } = assessRaw(raw);
    const found = workloads.find(one => one.ref.name.startsWith(name));
    expect(found?.mtls[0]).toMatchObject({
      source: 'gateway',
      why: { summary: expect.stringMatching(summary) },
    });
  });

  it('takes DISABLE for PERMISSIVE in ambient', () => {
    const [row] = ports([
      rawPod({ annotations: { 'ambient.istio.io/redirection': 'enabled' } }),
      rawPeerAuthentication({ mtls: { mode: 'DISABLE' } }),
    ]);
    expect(row).toMatchObject({ mode: 'PERMISSIVE', source: 'namespace' });
  });

  it.each(['forbidden', 'unauthenticated', 'syncing', 'unreachable'] as const)(
    'is unknown while PeerAuthentications are %s',
    state => {
      const states = { 'peerauthentications.security.istio.io': state };
      const [row] = ports([rawPod({ proxy: {} })], states);
      expect(row).toMatchObject({
        mode: 'unknown',
        strict: { breaks: 'unknown' },
      });
      expect(row.why.summary).toMatch(/^PeerAuthentications are /);
    },
  );

  it('goes on with last known policies of a stale or unreachable cluster', () => {
    for (const state of ['stale', 'unreachable'] as const) {
      const states = { 'peerauthentications.security.istio.io': state };
      expect(ports([rawPod({ proxy: {} }), STRICT], states)[0].mode).toBe(
        'STRICT',
      );
    }
  });

  it('knows the absence of policies that an unreachable cluster once listed', () => {
    const index = MeshIndex.build(
      trimAll([...rawMesh(), rawPod({ proxy: {} })]),
    );
    const mode = () => {
      const dataStates = new Map([
        ['peerauthentications.security.istio.io', 'unreachable' as const],
      ]);
      const context = { cluster: 'eu-1', now: NOW, dataStates };
      return workloadOf(assessCluster(index, context)).mtls[0].mode;
    };
    expect(mode()).toBe('unknown');
    index.apply({
      type: 'replace',
      resource: { group: 'security.istio.io', kind: 'PeerAuthentication' },
      objects: [],
    });
    expect(mode()).toBe('PERMISSIVE');
  });

  it('takes no policy for none where the type is not installed', () => {
    const states = {
      'peerauthentications.security.istio.io': 'not-installed' as const,
    };
    expect(ports([rawPod({ proxy: {} })], states)[0].mode).toBe('PERMISSIVE');
  });
});

describe('what STRICT would break', () => {
  const reasons = (raw: unknown[]) =>
    ports([rawPod({ proxy: {} }), rawService(), ...raw])[0].strict;

  it('nothing when every client has a proxy', () => {
    expect(reasons([rawPod({ app: 'web', proxy: {} })])).toEqual({
      breaks: 'no',
      reasons: [],
    });
  });

  it('nothing where it is strict already', () => {
    expect(reasons([rawPod({ app: 'web' }), STRICT]).breaks).toBe('no');
  });

  it('names clients without a proxy, but no controllers', () => {
    const found = reasons([
      rawNamespace('batch'),
      rawPod({ app: 'job', namespace: 'batch' }),
      rawPod({ app: 'job', name: 'job-2', namespace: 'batch' }),
      rawPod({ app: 'dns', namespace: 'kube-system' }),
      rawPod({ app: 'cert-manager', namespace: 'cert-manager' }),
    ]);
    expect(found.breaks).toBe('yes');
    expect(found.reasons).toMatchObject([
      { ref: { namespace: 'batch', name: 'job' }, reason: 'no proxy (2 pods)' },
    ]);
  });

  it('counts many clients by namespace', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      rawPod({ app: `job${at}`, namespace: 'batch' }),
    );
    expect(reasons(many).reasons).toEqual([
      {
        ref: { group: '', kind: 'Namespace', name: 'batch' },
        reason: '12 workloads without a proxy (12 pods)',
      },
    ]);
  });

  it.each([
    [{ tls: { mode: 'DISABLE' } }, 'DISABLE'],
    [{ tls: { mode: 'SIMPLE' } }, 'SIMPLE'],
    [
      {
        portLevelSettings: [
          { port: { number: 8080 }, tls: { mode: 'DISABLE' } },
        ],
      },
      'DISABLE',
    ],
    [{ tls: { mode: 'ISTIO_MUTUAL' } }, undefined],
    [
      {
        tls: { mode: 'DISABLE' },
        portLevelSettings: [{ port: { number: 8080 } }],
      },
      undefined,
    ],
  ])('DestinationRule with %j', (trafficPolicy, mode) => {
    const found = reasons([
      rawDestinationRule({ host: 'cart', trafficPolicy }),
    ]);
    expect(found.reasons.map(({ reason }) => reason)).toEqual(
      mode ? [`sets TLS mode ${mode} for cart:8080`] : [],
    );
  });

  it('names probes that are not rewritten', () => {
    const found = ports([
      rawPod({
        proxy: {},
        annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' },
        spec: {
          containers: [
            {
              name: 'main',
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { port: 'http' } },
            },
          ],
        },
      }),
    ])[0].strict;
    expect(found.reasons[0].reason).toContain('kubelet');
  });
});
