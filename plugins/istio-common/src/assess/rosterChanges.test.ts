import { MeshIndex } from '../index/MeshIndex';
import type { IndexEvent } from '../index/indexEvent';
import { NOW, trimAll } from '../testing/assessRaw';
import { rawPod, rawWorkload } from '../testing/rawObjects';
import { AssessScope } from './AssessScope';

type Raw = Record<string, unknown>;

function scopeOf(...raw: unknown[]) {
  const index = MeshIndex.build(trimAll(raw));
  const scope = new AssessScope(index, {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(),
  });
  const apply = (event: IndexEvent) => {
    const touched = new Set<unknown>();
    for (const change of index.apply(event)) {
      for (const cell of scope.follow(change)) touched.add(cell);
    }
    return touched;
  };
  const upsert = (one: unknown) =>
    apply({ type: 'upsert', object: trimAll([one])[0] });
  const remove = (one: unknown) =>
    apply({ type: 'delete', ref: trimAll([one])[0].ref });
  /** Each workload with its pods, and the same of each namespace. */
  const seen = () =>
    scope.workloads.map(
      ({ ref, pods }) =>
        `${ref.kind} ${ref.namespace}/${ref.name}: ${pods
          .map(pod => pod.ref.name)
          .join(' ')}`,
    );
  return { scope, apply, upsert, remove, seen };
}

const pod = (name: string, day: number, more: Raw = {}) =>
  rawPod({ name, createdAt: `2026-01-0${day}T00:00:00Z`, ...more });

function ofReplicaSet(name: string, replicaSet: string) {
  const made = rawPod({ name });
  return {
    ...made,
    metadata: {
      ...made.metadata,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: replicaSet,
          controller: true,
        },
      ],
    },
  };
}

const replicaSet = (name: string, deployment: string) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name,
    namespace: 'shop',
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: deployment,
        controller: true,
      },
    ],
  },
  spec: {},
});

describe('workloads as pods come and go', () => {
  it('are ordered by identity, their pods newest first', () => {
    const { seen, upsert, remove, scope } = scopeOf(
      pod('b', 2),
      pod('a', 4),
      pod('c', 1),
      pod('d', 3),
      rawPod({ app: 'ant', namespace: 'zoo' }),
      rawWorkload({ app: 'bee' }),
    );
    expect(seen()).toEqual([
      'StatefulSet shop/bee: ',
      'StatefulSet shop/cart: a d b c',
      'StatefulSet zoo/ant: ant-1',
    ]);
    upsert(pod('e', 3));
    expect(seen()[1]).toBe('StatefulSet shop/cart: a e d b c');
    remove(pod('d', 3));
    expect(seen()[1]).toBe('StatefulSet shop/cart: a e b c');
    expect(scope.workloadsIn('zoo')).toHaveLength(1);
    expect(scope.workloadsIn('none')).toEqual([]);
  });

  it('hold no pod that has ended or is being taken away', () => {
    const { seen, upsert } = scopeOf(
      pod('a', 1),
      pod('b', 2, { status: { phase: 'Succeeded' } }),
      pod('c', 3, { status: { phase: 'Failed' } }),
      pod('d', 4, { status: { phase: 'Pending' } }),
    );
    expect(seen()).toEqual(['StatefulSet shop/cart: d a']);
    upsert(pod('d', 4, { status: { phase: 'Failed' } }));
    const leaving = pod('a', 1);
    upsert({
      ...leaving,
      metadata: {
        ...leaving.metadata,
        deletionTimestamp: '2026-01-31T00:00:00Z',
      },
    });
    expect(seen()).toEqual([]);
  });

  it('go with the last of object and pods', () => {
    const object = rawWorkload();
    const { seen, remove, upsert, scope } = scopeOf(object, pod('a', 1));
    const [group] = scope.workloads;
    remove(pod('a', 1));
    expect(seen()).toEqual(['StatefulSet shop/cart: ']);
    remove(object);
    expect(seen()).toEqual([]);
    expect(scope.workload(group.ref)).toBeUndefined();
    upsert(pod('a', 1));
    expect(seen()).toEqual(['StatefulSet shop/cart: a']);
    upsert(object);
    expect(scope.workload(group.ref)?.object).toBeDefined();
    remove(pod('a', 1));
    expect(seen()).toEqual(['StatefulSet shop/cart: ']);
  });

  it('take their pods when the ReplicaSet is told, and lose them with it', () => {
    const raw = [
      ofReplicaSet('web-1', 'web-odd'),
      ofReplicaSet('other-1', 'other-odd'),
      pod('a', 1),
    ];
    const { seen, upsert, remove } = scopeOf(...raw);
    const before = [
      'ReplicaSet shop/other-odd: other-1',
      'ReplicaSet shop/web-odd: web-1',
      'StatefulSet shop/cart: a',
    ];
    expect(seen()).toEqual(before);
    upsert(replicaSet('web-odd', 'web'));
    expect(seen()).toEqual([
      'Deployment shop/web: web-1',
      'ReplicaSet shop/other-odd: other-1',
      'StatefulSet shop/cart: a',
    ]);
    remove(ofReplicaSet('web-1', 'web-odd'));
    upsert(ofReplicaSet('web-1', 'web-odd'));
    remove(replicaSet('web-odd', 'web'));
    expect(seen()).toEqual(before);
  });

  it('are the same as those of an index built anew, after any of it', () => {
    const { seen, upsert, remove } = scopeOf();
    upsert(ofReplicaSet('web-1', 'web-odd'));
    upsert(replicaSet('web-odd', 'web'));
    upsert({ ...rawWorkload({ app: 'web' }), kind: 'Deployment' });
    upsert(pod('a', 1));
    remove(pod('gone', 1));
    upsert(pod('a', 1, { labels: { v: '2' } }));
    expect(seen()).toEqual(
      scopeOf(
        pod('a', 1, { labels: { v: '2' } }),
        { ...rawWorkload({ app: 'web' }), kind: 'Deployment' },
        replicaSet('web-odd', 'web'),
        ofReplicaSet('web-1', 'web-odd'),
      ).seen(),
    );
  });

  it('are different only where something changed', () => {
    const { scope, upsert, apply } = scopeOf(
      pod('a', 1),
      rawPod({ app: 'ant', namespace: 'zoo' }),
    );
    const [cart, ant] = scope.workloads;
    const touched = upsert(pod('b', 2));
    expect(touched.has(cart)).toBe(true);
    expect(touched.has(ant)).toBe(false);
    const resource = { group: '', kind: 'Pod' };
    const listed = {
      type: 'upsert',
      object: trimAll([pod('b', 2)])[0],
    } as const;
    expect(apply(listed).size).toBe(0);
    expect(scope.follow({ listed: resource })).toEqual(new Set());
    expect(scope.workloads[0]).toBe(cart);
  });
});
