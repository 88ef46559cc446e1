import { recordAnswers } from '@meshwright/test-kit';
import { MeshIndex } from '../../index/MeshIndex';
import { trimAll } from '../../testing/assessRaw';
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

const answer = recordAnswers(__filename);

function planes(raw: unknown[], day = '2026-02-01') {
  const scope = new AssessScope(MeshIndex.build(trimAll(raw)), {
    cluster: 'eu-1',
    now: new Date(`${day}T00:00:00Z`),
    dataStates: new Map(),
  });
  return answer(assessControlPlanes(scope));
}

const plane = (raw: unknown[], day?: string) => planes(raw, day)[0];

describe('control planes', () => {
  it('are told with version, tags, proxies, support and skew', () => {
    const found = plane([
      ...rawMesh(),
      rawTagService('canary', '1-30-3'),
      rawPod({ proxy: {} }),
      rawPod({ name: 'b', proxy: {} }),
      rawPod({ name: 'c', proxy: { version: '1.29.8' } }),
      rawPod({ name: 'd', proxy: { image: 'i@sha256:a' } }),
    ]);
    expect(found).toMatchObject({
      revision: '1-30-3',
      version: '1.30.3',
      ready: true,
      tone: 'ok',
      tags: ['canary', 'prod'],
      proxies: [
        { version: '1.30.3', pods: 2 },
        { version: '1.29.8', pods: 1 },
      ],
      support: { state: 'supported', endOfLife: '2026-11-30' },
      skew: { state: 'ok' },
      why: {
        summary: 'istiod-1-30-3 1.30.3 is ready',
        considered: [
          { ref: { name: 'istiod-1-30-3' }, says: '1.30.3, 1 of 1 pods ready' },
        ],
      },
    });
    expect(found.action).toBeUndefined();
  });

  it('count the proxies of their own revision only', () => {
    const [old, young] = planes([
      rawIstiod('1-29-4', '1.29.4'),
      rawIstiod('1-30-3', '1.30.3'),
      rawPod({ proxy: {} }),
    ]);
    expect(old.proxies).toEqual([]);
    expect(young.proxies).toEqual([{ version: '1.30.3', pods: 1 }]);
  });

  it.each<[string, unknown[], string, object, string]>([
    [
      'not ready',
      [rawIstiod('1-30-3', '1.30.3', false)],
      'error',
      { title: 'Repair istiod-1-30-3' },
      'none of 1 pods of istiod-1-30-3 is ready',
    ],
    [
      'overtaken by proxies',
      [rawIstiod('1-30-3', '1.30.3'), rawPod({ proxy: { version: '1.31.0' } })],
      'error',
      { title: 'Upgrade istiod-1-30-3' },
      'istiod 1.30.3 is older than 1 proxy of 1.31.0; the data plane must not be newer than its control plane',
    ],
    [
      'overtaken by ztunnel',
      [
        rawIstiod('1-30-3', '1.30.3'),
        rawNodeAgent('ztunnel', { version: '1.31.0' }),
      ],
      'error',
      { title: 'Upgrade istiod-1-30-3' },
      'istiod 1.30.3 is older than ztunnel of 1.31.0; the data plane must not be newer than its control plane',
    ],
    [
      'too far ahead of proxies',
      [rawIstiod('1-30-3', '1.30.3'), rawPod({ proxy: { version: '1.28.0' } })],
      'warning',
      { title: 'Restart old proxies' },
      'istiod 1.30.3 is too far ahead of 1 proxy of 1.28.0; one minor release is supported',
    ],
    [
      'in need of its agents',
      [rawIstiod('1-30-3', '1.30.3'), rawNodeAgent('cni', { ready: 2 })],
      'warning',
      { title: 'Look at istio-cni-node' },
      'the CNI agent is ready on 2 of 3 nodes',
    ],
  ])('%s', (_, raw, tone, action, summary) => {
    expect(plane(raw)).toMatchObject({ tone, action, why: { summary } });
  });

  it('past the end of support are to be upgraded', () => {
    const raw = [rawIstiod('1-28-4', '1.28.4')];
    expect(plane(raw, '2026-05-20')).toMatchObject({
      tone: 'info',
      why: { summary: 'support of 1.28.4 ends about 2026-07-01' },
    });
    expect(plane(raw, '2026-08-01')).toMatchObject({
      tone: 'warning',
      support: { state: 'ended' },
      why: { summary: 'support of 1.28.4 ended on 2026-07-01' },
      action: { title: 'Upgrade istiod-1-28-4' },
    });
  });

  const aged = rawIstiod('1-28-4', '1.28.4');
  const successor = rawIstiod('1-30-3', '1.30.3');
  const behind = { revision: '1-28-4', version: '1.28.4' };

  it.each<[string, unknown[], string, RegExp, string | undefined]>([
    [
      'nothing uses it',
      [successor],
      'Remove istiod-1-28-4',
      /no proxy uses revision 1-28-4 in this cluster: uninstall it\.$/,
      'istioctl uninstall --revision 1-28-4',
    ],
    [
      'a tag and a namespace still lead to it',
      [
        successor,
        rawTagService('canary', '1-28-4'),
        rawNamespace('b', { 'istio.io/rev': '1-28-4' }),
      ],
      'Remove istiod-1-28-4',
      /first give tag canary, namespace b another revision, then uninstall/,
      'istioctl uninstall --revision 1-28-4',
    ],
    [
      'a proxy uses it',
      [successor, rawPod({ proxy: behind })],
      'Upgrade istiod-1-28-4',
      /move the workloads over/,
      undefined,
    ],
    [
      'a proxy of unknown version uses it',
      [successor, rawPod({ proxy: { ...behind, image: 'i@sha256:a' } })],
      'Upgrade istiod-1-28-4',
      /move the workloads over/,
      undefined,
    ],
    [
      'there is no other',
      [],
      'Upgrade istiod-1-28-4',
      /install a supported minor release/,
      undefined,
    ],
  ])('past the end of support while %s', (_, raw, title, detail, command) => {
    const { action } = plane([aged, ...raw], '2026-08-01');
    expect(action).toEqual({
      title,
      detail: expect.stringMatching(detail),
      ...(command && { command }),
    });
  });

  it('of one revision and two versions are told of each other', () => {
    const twin = rawIstiod('1-30-3', '1.30.1');
    const raw = [
      rawIstiod('1-30-3', '1.30.3'),
      {
        ...twin,
        metadata: { ...twin.metadata, name: 'istiod-z' },
      },
    ];
    expect(planes(raw).map(({ why }) => why?.summary)).toEqual([
      'istiod-1-30-3 runs 1.30.3, and istiod-z of the same revision 1.30.1',
      'istiod-z runs 1.30.1, and istiod-1-30-3 of the same revision 1.30.3',
    ]);
  });

  it('of unknown version are not called well', () => {
    expect(plane([rawIstiod('x', 'latest')])).toMatchObject({
      tone: 'unknown',
      support: { state: 'unknown' },
    });
  });

  it('elsewhere are told as such, their state as unknown', () => {
    const injector = rawInjector('main');
    const remote = {
      ...injector,
      webhooks: injector.webhooks.map(one => ({
        ...one,
        clientConfig: { url: 'https://istiod.example.com/inject' },
      })),
    };
    expect(planes([rawIstiod('1-30-3', '1.30.3'), remote])[1]).toMatchObject({
      revision: 'main',
      remote: true,
      ready: false,
      tone: 'unknown',
      ref: { kind: 'MutatingWebhookConfiguration' },
      why: { summary: expect.stringContaining('runs outside this cluster') },
    });
  });

  it('are not invented for an injector whose istiod is gone', () => {
    expect(
      planes([rawIstiod('1-30-3', '1.30.3'), rawInjector('gone')]),
    ).toHaveLength(1);
  });

  it('lend their agents to no other revision', () => {
    const [old, young] = planes([
      rawIstiod('1-29-4', '1.29.4'),
      rawIstiod('1-30-3', '1.30.3'),
      rawNodeAgent('ztunnel'),
      rawNamespace('istio-system'),
    ]);
    expect(old.nodeAgents).toBeUndefined();
    expect(young.nodeAgents).toMatchObject([
      { kind: 'ztunnel', desired: 3, ready: 3, version: '1.30.3', tone: 'ok' },
    ]);
  });
});
