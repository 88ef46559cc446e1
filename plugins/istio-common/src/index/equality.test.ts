import fc from 'fast-check';
import { trimAll } from '../testing/assessRaw';
import { rawPod } from '../testing/rawObjects';
import { contentHash } from './contentHash';
import { MeshIndex } from './MeshIndex';
import { PartPool } from './PartPool';
import { sameObject } from './sameObject';
import { sameWritten } from './sameWritten';
import { workloadOfPod } from './workloadOfPod';

describe('equal objects', () => {
  it.each<[unknown, unknown, boolean]>([
    [1, 1, true],
    [1, 2, false],
    [1, '1', false],
    [null, null, true],
    [null, {}, false],
    [{}, null, false],
    [{}, undefined, false],
    ['a', ['a'], false],
    [[], {}, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
    [[1, 2], [2, 1], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 1 }] } }, true],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, false],
    [{ a: 1 }, { b: 1 }, false],
  ])('%j and %j: %s', (one, other, same) => {
    expect(sameObject(one, other)).toBe(same);
    expect(sameObject(other, one)).toBe(same);
  });

  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: 2 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, false],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: [1, [2]] }, { a: [1, [2]] }, true],
    [{ a: [1, [2]] }, { a: [1, [3]] }, false],
    [[1], [1, 2], false],
    [[], {}, false],
    [[], null, false],
    [{}, null, false],
    [{}, 'a', false],
    [null, null, true],
    [NaN, NaN, true],
    [0, -0, false],
    ['a', 'a', true],
    ['a', 'b', false],
  ])('written alike, %j and %j: %s', (one, other, same) => {
    expect(sameWritten(one, other)).toBe(same);
    expect(sameWritten(other, one)).toBe(same);
  });

  it('have the same hash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const hash = contentHash(value);
        expect(contentHash(structuredClone(value))).toBe(hash);
        expect(hash).toBe(hash | 0);
      }),
    );
  });

  it('others have another, as good as always', () => {
    const values = [
      '',
      'a',
      'b',
      'ab',
      'ba',
      'aa',
      ['a', 'b'],
      ['ab'],
      ['b', 'a'],
      [['a'], 'b'],
      [['a', 'b']],
      [],
      [[]],
      {},
      { a: 'b' },
      { b: 'a' },
      { a: ['b'] },
      { a: { b: '' } },
      { ab: '' },
      { a: '', b: '' },
      { b: '', a: '' },
      0,
      1,
      2,
      '0',
      '1',
      [0],
      [1],
      [0, 0],
      true,
      false,
      null,
      'true',
      'null',
      ['', ''],
      [''],
    ];
    expect(new Set(values.map(contentHash)).size).toBe(values.length);
  });
});

describe('PartPool, beyond its limit', () => {
  it('starts anew', () => {
    const pool = new PartPool(2);
    const first = pool.part({ a: 1 });
    expect(pool.part({ a: 1 })).toBe(first);
    pool.part({ a: 2 });
    expect(pool.part({ a: 1 })).toBe(first);
    pool.part({ a: 3 });
    expect(pool.part({ a: 1 })).not.toBe(first);
    expect(pool.part({ a: 1 })).toEqual(first);
  });

  it('holds a copy of a list, not what somebody may go on filling', () => {
    const pool = new PartPool();
    const list = ['a'];
    const held = pool.part(list);
    list.push('b');
    expect(held).toEqual(['a']);
    expect(pool.part(['a'])).toBe(held);
  });

  it('lets pods share their parts, not their names', () => {
    const [one, other] = trimAll([
      rawPod({ name: 'a' }),
      rawPod({ name: 'b' }),
    ]);
    const pool = new PartPool();
    const first = pool.share(one);
    const second = pool.share(other);
    expect(first).toEqual(one);
    expect(second).toEqual(other);
    if (first.type !== 'pod' || second.type !== 'pod') throw new Error('pods');
    expect(second.labels).toBe(first.labels);
    expect(second.ports).toBe(first.ports);
    expect(second.ref).not.toBe(first.ref);
  });
});

describe('the workload of a pod', () => {
  const owned = (kind: string, name: string, hash?: string) => ({
    ...rawPod({ labels: hash ? { 'pod-template-hash': hash } : {} }),
    metadata: {
      ...rawPod({ labels: hash ? { 'pod-template-hash': hash } : {} }).metadata,
      ownerReferences: [
        {
          apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
          kind,
          name,
          controller: true,
        },
      ],
    },
  });
  const replicaSet = (name: string, owner?: object) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'shop',
      ...(owner && { ownerReferences: [{ controller: true, ...owner }] }),
    },
    spec: {},
  });
  const byDeployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'web',
  };
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    name: 'web',
  };

  it.each<[string, unknown, unknown[], string]>([
    ['a StatefulSet', owned('StatefulSet', 'db'), [], 'apps/StatefulSet db'],
    ['a DaemonSet', owned('DaemonSet', 'agent'), [], 'apps/DaemonSet agent'],
    [
      'a StatefulSet whose name looks like that of a ReplicaSet',
      owned('StatefulSet', 'db-5f7d8c', '5f7d8c'),
      [],
      'apps/StatefulSet db-5f7d8c',
    ],
    [
      'a StatefulSet whose name looks like that of a Job',
      owned('StatefulSet', 'db-28123456'),
      [],
      'apps/StatefulSet db-28123456',
    ],
    [
      'the Deployment of its ReplicaSet',
      owned('ReplicaSet', 'web-odd'),
      [replicaSet('web-odd', byDeployment)],
      'apps/Deployment web',
    ],
    [
      'a ReplicaSet of something else',
      owned('ReplicaSet', 'web-5f7d8c', '5f7d8c'),
      [replicaSet('web-5f7d8c', rollout)],
      'apps/ReplicaSet web-5f7d8c',
    ],
    [
      'a ReplicaSet of its own',
      owned('ReplicaSet', 'web-5f7d8c', '5f7d8c'),
      [replicaSet('web-5f7d8c')],
      'apps/ReplicaSet web-5f7d8c',
    ],
    [
      'the Deployment by name, where the ReplicaSet is not read',
      owned('ReplicaSet', 'web-a-5f7d8c', '5f7d8c'),
      [],
      'apps/Deployment web-a',
    ],
    [
      'the ReplicaSet, where nothing tells of a Deployment',
      owned('ReplicaSet', 'web-5f7d8c'),
      [],
      'apps/ReplicaSet web-5f7d8c',
    ],
    [
      'the ReplicaSet, where its name has no hash',
      owned('ReplicaSet', 'web', 'x'),
      [],
      'apps/ReplicaSet web',
    ],
    [
      'the CronJob of a Job',
      owned('Job', 'backup-28123456'),
      [],
      'batch/CronJob backup',
    ],
    [
      'a Job with a number that is no time',
      owned('Job', 'backup-2812345'),
      [],
      'batch/Job backup-2812345',
    ],
    [
      'a Job that ends in a name',
      owned('Job', 'backup-28123456-x'),
      [],
      'batch/Job backup-28123456-x',
    ],
    [
      'the pod, where nothing owns it',
      {
        ...rawPod(),
        metadata: { ...rawPod().metadata, ownerReferences: undefined },
      },
      [],
      '/Pod cart-1',
    ],
  ])('is %s', (_, pod, others, expected) => {
    const [one, ...rest] = trimAll([pod, ...others]);
    if (one.type !== 'pod') throw new Error('No pod');
    const found = workloadOfPod(MeshIndex.build(rest), one);
    expect(`${found.group}/${found.kind} ${found.name}`).toBe(expected);
    expect(found.namespace).toBe('shop');
  });
});
