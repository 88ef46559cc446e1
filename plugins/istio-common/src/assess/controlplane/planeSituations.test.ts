import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { MeshIndex } from '../../index/MeshIndex';
import { NOW, trimAll } from '../../testing/assessRaw';
import { rawNodeAgent, rawTagService } from '../../testing/raw/dataPlane';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
} from '../../testing/rawObjects';
import { AssessScope } from '../AssessScope';
import { assessControlPlanes } from './assessControlPlanes';
import { proxiesOf, revisionsInUse, workloadsRunning } from './proxyCounts';
import { supportOf } from './supportOf';

const answer = recordAnswers(__filename);

function scopeOf(
  raw: unknown[],
  { now = NOW, states = {} as Record<string, DataState> } = {},
) {
  return new AssessScope(MeshIndex.build(trimAll(raw)), {
    cluster: 'eu-1',
    now,
    dataStates: new Map(Object.entries(states)),
  });
}

function planes(...given: Parameters<typeof scopeOf>) {
  return answer(assessControlPlanes(scopeOf(...given)));
}

const LATER = new Date('2026-08-01T00:00:00Z');

function agent(kind: 'ztunnel' | 'cni', rev: string | undefined, more = {}) {
  const raw = rawNodeAgent(kind, more);
  return {
    ...raw,
    metadata: {
      ...raw.metadata,
      labels: rev ? { 'istio.io/rev': rev } : undefined,
    },
  };
}

function replicas(
  raw: ReturnType<typeof rawIstiod>,
  count: number,
  ready: number,
) {
  return {
    ...raw,
    spec: { ...raw.spec, replicas: count },
    status: { readyReplicas: ready },
  };
}

describe('proxies of the mesh', () => {
  const proxy = (
    name: string,
    namespace: string,
    version: string,
    revision = '1-30-3',
  ) =>
    rawPod({
      app: name,
      name: `${name}-${version}`,
      namespace,
      proxy: { version, revision },
    });
  const raw = [
    rawNamespace('b'),
    rawNamespace('a'),
    proxy('z', 'a', '1.30.3'),
    proxy('y', 'a', '1.30.3'),
    proxy('x', 'b', '1.30.3'),
    proxy('x', 'b', '1.30.10'),
    proxy('w', 'b', '1.9.0'),
    proxy('old', 'b', '1.30.3', '1-29-0'),
    rawPod({
      app: 'odd',
      namespace: 'b',
      proxy: { image: 'i@sha256:a', revision: '1-28-0' },
    }),
  ];

  it('are added up over workloads and namespaces, newest version first', () => {
    for (const order of [raw, [...raw].reverse()]) {
      const scope = scopeOf(order);
      expect(proxiesOf(scope, '1-30-3')).toEqual([
        { version: '1.30.10', pods: 1 },
        { version: '1.30.3', pods: 3 },
        { version: '1.9.0', pods: 1 },
      ]);
      expect(proxiesOf(scope, '1-28-0')).toEqual([]);
      expect(revisionsInUse(scope)).toEqual(['1-28-0', '1-29-0', '1-30-3']);
    }
  });

  it('lead to the workloads that run them, each once', () => {
    const running = (revision: string, ...versions: string[]) =>
      workloadsRunning(scopeOf(raw), revision, new Set(versions)).map(
        ({ ref }) => `${ref.namespace}/${ref.name}`,
      );
    expect(running('1-30-3', '1.30.3', '1.30.10')).toEqual([
      'a/y',
      'a/z',
      'b/x',
    ]);
    expect(running('1-29-0', '1.30.3')).toEqual(['b/old']);
    expect(running('1-30-3', '1.31.0')).toEqual([]);
    expect(running('1-28-0', '')).toEqual(['b/odd']);
  });
});

describe('a control plane past the end of support', () => {
  const aged = rawIstiod('1-28-4', '1.28.4');
  const successor = rawIstiod('1-30-3', '1.30.3');
  const detail = (more: unknown[], states = {}) =>
    planes([aged, successor, ...more], { now: LATER, states })[0].action
      ?.detail;
  const tags = (...names: string[]) =>
    names.map(name => rawTagService(name, '1-28-4'));
  const namespaces = (...names: string[]) =>
    names.map(name => rawNamespace(name, { 'istio.io/rev': '1-28-4' }));

  it('is left by tags, then namespaces, in order', () => {
    const others = [
      rawTagService('prod', '1-30-3'),
      rawNamespace('z', { 'istio.io/rev': '1-30-3' }),
      rawNamespace('none'),
    ];
    expect(
      detail([...namespaces('d', 'c'), ...tags('b', 'a'), ...others]),
    ).toContain(
      ': first give tag a, tag b, namespace c, namespace d another revision, then uninstall it.',
    );
  });

  it('names five of those that lead to it', () => {
    const five = [...tags('a', 'b'), ...namespaces('c', 'd', 'e')];
    expect(detail(five)).toContain('namespace d, namespace e another revision');
    expect(detail([...five, ...namespaces('f', 'g')])).toContain(
      'namespace e and 2 more another revision',
    );
  });

  it.each(['pods', 'namespaces'])('stays while %s cannot be read', resource => {
    expect(detail([], { [resource]: 'forbidden' })).toContain(
      'move the workloads over',
    );
  });

  it('stays while an agent of the nodes is its own', () => {
    expect(detail([agent('cni', '1-28-4')])).toContain(
      'move the workloads over',
    );
    expect(detail([agent('cni', '1-30-3')])).toContain('uninstall it');
    expect(detail([agent('cni', undefined)])).toContain('uninstall it');
  });

  it('stays where only another Deployment of its revision runs', () => {
    const twin = { ...aged, metadata: { ...aged.metadata, name: 'twin' } };
    const [found] = planes([aged, twin], { now: LATER });
    expect(found.action?.title).toBe('Upgrade istiod-1-28-4');
  });
});

describe('a control plane', () => {
  it('is warned of while a pod of it is not ready, with what else there is', () => {
    const raw = [
      replicas(rawIstiod('1-30-3', '1.30.3'), 3, 2),
      agent('cni', undefined, { ready: 1 }),
      agent('ztunnel', undefined),
    ];
    expect(
      planes(raw, { now: new Date('2026-10-15T00:00:00Z') }),
    ).toMatchObject([
      {
        tone: 'warning',
        nodeAgents: [
          { kind: 'cni', tone: 'warning' },
          { kind: 'ztunnel', tone: 'ok' },
        ],
        why: {
          summary:
            'the CNI agent is ready on 1 of 3 nodes; support of 1.30.3 ends about 2026-11-30; 2 of 3 pods of istiod-1-30-3 are ready',
        },
        action: { title: 'Look at istio-cni-node' },
      },
    ]);
  });

  it('of an old release has ended at a day that the table does not hold', () => {
    const [found] = planes([rawIstiod('1-20-0', '1.20.0')]);
    expect(found.why?.summary).toBe('support of 1.20.0 ended');
  });

  it('of unknown version is ready and not known', () => {
    const [found] = planes([rawIstiod('x', 'latest')]);
    expect(found.why?.summary).toBe('istiod-x of unknown version is ready');
  });

  it('keeps the agents that name it by a tag', () => {
    const raw = [
      ...rawMesh(),
      rawIstiod('1-29-4', '1.29.4'),
      agent('ztunnel', 'prod', { version: '1.29.9' }),
      agent('cni', '1-29-4'),
    ];
    expect(
      planes(raw).map(({ nodeAgents }) => nodeAgents?.map(({ kind }) => kind)),
    ).toEqual([['cni'], ['ztunnel']]);
  });

  it('elsewhere is told once, under its own name or the default', () => {
    const remote = (rev: string | undefined, name: string) => {
      const raw = rawInjector(rev ?? 'default');
      return {
        ...raw,
        metadata: { name, ...(rev && { labels: { 'istio.io/rev': rev } }) },
        webhooks: raw.webhooks.map(one => ({
          ...one,
          clientConfig: { url: 'https://istiod.example.com/inject' },
        })),
      };
    };
    const raw = [
      rawIstiod('1-30-3', '1.30.3'),
      remote('main', 'b-injector'),
      remote('main', 'a-injector'),
      remote('1-30-3', 'c-injector'),
      remote(undefined, 'istio-sidecar-injector'),
    ];
    const found = planes(raw);
    expect(found.map(one => `${one.revision} ${one.ref.name}`)).toEqual([
      '1-30-3 istiod-1-30-3',
      'main a-injector',
      'default istio-sidecar-injector',
    ]);
  });
});

describe('support', () => {
  const HOUR = 3_600_000;
  const at = (day: string, hours = 0) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + hours * HOUR);
  it.each([
    // 1.28 is supported to the end of 1 July 2026, in Coordinated Universal Time.
    ['supported', '1.28.4', at('2026-05-02', 23.999)],
    ['ending', '1.28.4', at('2026-05-03')],
    ['ending', '1.28.4', at('2026-07-01', 23.999)],
    ['ended', '1.28.4', at('2026-07-02')],
    // An end that is only expected is never one.
    ['ending', '1.30.0', at('2027-07-02')],
    ['ended', '1.22.9', at('2020-01-01')],
    ['unknown', '1.32.0', at('2026-01-01')],
    ['unknown', '1.28.4', new Date(Number.NaN)],
  ])('is %s for %s at %j', (state, version, now) => {
    expect(answer(supportOf(version, now)).state).toBe(state);
  });
});
