import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRaw, workloadOf } from '../../testing/assessRaw';
import {
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawService,
  rawWorkload,
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

const AMBIENT = { 'ambient.istio.io/redirection': 'enabled' };
const mode = (one: string) => ({ mtls: { mode: one } });
const select = (app: string) => ({ selector: { matchLabels: { app } } });

function policy(namespace: string, name: string, spec: Json, year = 2026) {
  return rawPeerAuthentication(spec, {
    namespace,
    name,
    createdAt: `${year}-01-01T00:00:00Z`,
  });
}

describe('the policies of a mesh', () => {
  const RAW = [
    ...rawMesh(),
    rawNamespace('other', { 'istio.io/rev': 'prod' }),
    ...['ported', 'unset', 'chosen', 'plain'].map(app =>
      rawPod({
        app,
        proxy: {},
        ports: [{ name: 'http', containerPort: 8080 }, { containerPort: 9090 }],
      }),
    ),
    rawPod({ app: 'web', namespace: 'other', proxy: {} }),
    rawPod({ app: 'tool', namespace: 'istio-system', proxy: {} }),
    policy('shop', 'ported', {
      ...select('ported'),
      portLevelMtls: {
        8080: { mode: 'DISABLE' },
        9090: { mode: 'UNSET' },
        7070: { mode: 'STRICT' },
      },
    }),
    policy('shop', 'unset', { ...select('unset'), ...mode('UNSET') }),
    policy(
      'shop',
      'chosen',
      {
        ...select('chosen'),
        ...mode('STRICT'),
        portLevelMtls: { 9090: { mode: 'PERMISSIVE' } },
      },
      2025,
    ),
    policy('shop', 'chosen-late', { ...select('chosen'), ...mode('DISABLE') }),
    policy(
      'shop',
      'chosen-later',
      { ...select('chosen'), ...mode('DISABLE') },
      2027,
    ),
    policy('shop', 'b-whole', mode('DISABLE'), 2025),
    policy('shop', 'a-whole', mode('STRICT')),
    policy('shop', 'late-unset', {}, 2027),
    policy('istio-system', 'mesh', mode('STRICT'), 2024),
    policy('istio-system', 'mesh-late', mode('PERMISSIVE')),
    policy('istio-system', 'with-selector', {
      ...select('plain'),
      ...mode('STRICT'),
    }),
    policy('istio-system', 'with-selector-unset', { ...select('plain') }),
  ];

  it('are told for each port: which decides, and why the others do not', () => {
    const { mtls } = facts(RAW);
    expect(
      mtls.flatMap(({ ref, mtls: ports }) =>
        ports.map(one => `${ref.name} ${one.port} ${one.mode} ${one.source}`),
      ),
    ).toEqual([
      'istiod-1-30-3 0 plaintext no-proxy',
      'tool 8080 STRICT mesh',
      'web 8080 STRICT mesh',
      'chosen 8080 STRICT workload',
      'chosen 9090 PERMISSIVE port',
      'plain 8080 DISABLE namespace',
      'plain 9090 DISABLE namespace',
      'ported 8080 DISABLE port',
      'ported 9090 DISABLE namespace',
      'unset 8080 DISABLE namespace',
      'unset 9090 DISABLE namespace',
    ]);
  });

  it('are the same in whichever order they come', () => {
    expect(facts([...RAW].reverse())).toEqual(facts(RAW));
  });

  it('are listed up to twenty of a level, and five of them named', () => {
    const many = Array.from({ length: 25 }, (_, at) =>
      policy('shop', `p-${String(at).padStart(2, '0')}`, mode('STRICT')),
    );
    const six = Array.from({ length: 6 }, (_, at) =>
      policy('other', `q-${at}`, mode('STRICT')),
    );
    const ignored = Array.from({ length: 22 }, (_, at) =>
      policy('istio-system', `i-${String(at).padStart(2, '0')}`, {
        ...select('cart'),
        ...mode('STRICT'),
      }),
    );
    const raw = [
      ...rawMesh(),
      rawNamespace('other'),
      rawPod({ proxy: {} }),
      rawPod({ app: 'web', namespace: 'other', proxy: {} }),
      ...many,
      ...six,
      ...ignored,
    ];
    const { workloads } = assessRaw(raw);
    answer(workloads.map(({ mtls }) => mtls));
    const [cart] = workloadOf({ workloads } as ReturnType<
      typeof assessRaw
    >).mtls;
    expect(cart.why.considered).toHaveLength(40);
    expect(cart.why.summary).toMatch(
      /p-05 and 19 more are younger and ignored$/,
    );
    const [web] = workloads.filter(({ ref }) => ref.name === 'web')[0].mtls;
    expect(web.why.summary).toMatch(
      /; other\/q-1, .*other\/q-5 are younger and ignored$/,
    );
  });
});

describe('the ports of workloads', () => {
  const at = (namespace: string, app: string, more: Json = {}) =>
    rawPod({ namespace, app, proxy: {}, ...more });
  const exclude = (ports: string) => ({
    annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': ports },
  });

  const RAW = [
    ...rawMesh(),
    rawNamespace('ambient'),
    rawNamespace('mixed', { 'istio.io/rev': 'prod' }),
    rawService({
      name: 'many',
      app: 'many',
      ports: [
        { name: 'last', port: 90, targetPort: 9090 },
        { name: 'first', port: 80, targetPort: 1080 },
        { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP' },
        { name: 'named', port: 81, targetPort: 'gone' },
      ],
    }),
    rawService({
      name: 'many-too',
      app: 'many',
      ports: [
        { name: 'other-name', port: 91, targetPort: 9090 },
        { name: 'own', port: 1, targetPort: 8080 },
      ],
    }),
    at('shop', 'many', {
      ports: [{ containerPort: 8080 }, { name: 'probe', containerPort: 10 }],
    }),
    at('shop', 'bypassed', exclude('8080')),
    {
      ...at('shop', 'half', exclude('1')),
      metadata: {
        ...at('shop', 'half', exclude('1')).metadata,
        name: 'half-1',
      },
    },
    at('shop', 'half', { name: 'half-2', ...exclude('8080') }),
    at('ambient', 'captured', { proxy: false, annotations: AMBIENT }),
    at('ambient', 'on-its-way', {
      proxy: false,
      annotations: { 'ambient.istio.io/redirection': 'pending' },
    }),
    at('mixed', 'mixed'),
    at('mixed', 'mixed', { name: 'mixed-2', proxy: false }),
    at('mixed', 'mute', {
      labels: { 'security.istio.io/tlsMode': 'disabled' },
    }),
    at('mixed', 'mute', { name: 'mute-2' }),
    rawWorkload({ namespace: 'mixed', app: 'no-pods' }),
    policy('ambient', 'off', mode('DISABLE')),
    policy('mixed', 'off', mode('DISABLE')),
  ];

  it('are told once each, in order, with what is said of them', () => {
    const { mtls, strictReadiness } = facts(RAW);
    expect(
      mtls.map(
        ({ ref, mtls: ports }) =>
          `${ref.name} ${ports
            .map(one => `${one.port}:${one.name ?? '-'} ${one.mode}`)
            .join(', ')}`,
      ),
    ).toEqual([
      'istiod-1-30-3 0:- plaintext',
      'captured 8080:http PERMISSIVE',
      'on-its-way 8080:http PERMISSIVE',
      'mixed 8080:http plaintext',
      'mute 8080:http DISABLE',
      'no-pods 0:- DISABLE',
      'bypassed 8080:http bypassed',
      'half 8080:http bypassed',
      'many 10:probe PERMISSIVE, 1080:first PERMISSIVE, 8080:own PERMISSIVE, 9090:last PERMISSIVE',
    ]);
    expect(
      strictReadiness.map(one => [
        one.scope,
        one.namespace,
        one.breaks,
        one.workloads,
      ]),
    ).toEqual([
      [
        'mesh',
        'istio-system',
        'yes',
        { total: 8, strict: 0, permissive: 3, off: 5 },
      ],
      [
        'namespace',
        'ambient',
        'yes',
        { total: 2, strict: 0, permissive: 2, off: 0 },
      ],
      [
        'namespace',
        'mixed',
        'yes',
        { total: 3, strict: 0, permissive: 0, off: 3 },
      ],
      [
        'namespace',
        'shop',
        'yes',
        { total: 3, strict: 0, permissive: 1, off: 2 },
      ],
    ]);
  });

  it.each<[string, DataState]>([
    ['pods', 'forbidden'],
    ['services', 'forbidden'],
    ['peerauthentications.security.istio.io', 'forbidden'],
    ['destinationrules.networking.istio.io', 'syncing'],
  ])('leave readiness unknown while %s are %s', (resource, state) => {
    const raw = resource === 'pods' ? rawMesh() : RAW;
    const { strictReadiness } = facts(raw, { [resource]: state });
    expect(strictReadiness[0]).toMatchObject({
      scope: 'mesh',
      breaks: 'unknown',
      tone: 'unknown',
    });
    expect(strictReadiness[0]).not.toHaveProperty('action');
  });
});
