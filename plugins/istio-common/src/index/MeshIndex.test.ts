import fc from 'fast-check';
import { assessCluster } from '../assess/assessCluster';
import { NOW, trimAll } from '../testing/assessRaw';
import { PlainStore, WORLD, anyEvent } from './__testUtils__/meshEvents';
import { rawRoots } from '../testing/raw/secrets';
import { rawInjector, rawPod } from '../testing/rawObjects';
import { MeshIndex } from './MeshIndex';
import type { ObjectChange } from './objectChange';

const context = { cluster: 'eu-1', now: NOW, dataStates: new Map() };

function assess(index: MeshIndex) {
  return assessCluster(index, context);
}

describe('MeshIndex', () => {
  it('gives the same assessment whatever the order of its objects', () => {
    const expected = assess(MeshIndex.build(WORLD));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...WORLD], { minLength: WORLD.length }),
        shuffled => {
          expect(assess(MeshIndex.build(shuffled))).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the same after any events as an index built anew', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), events => {
        const index = MeshIndex.build(WORLD);
        const store = new PlainStore(WORLD);
        for (const one of events) {
          index.apply(one);
          store.apply(one);
        }
        expect(assess(index)).toEqual(assess(store.rebuild()));
      }),
      { numRuns: 60 },
    );
  });

  it('tells the change of every object, and no other', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10 }), events => {
        const index = MeshIndex.build(WORLD);
        const told = new Set(objectsOf(index));
        const hear = (changes: readonly ObjectChange[]) => {
          for (const change of changes) {
            if ('listed' in change) continue;
            if (change.before && !told.delete(change.before)) {
              throw new Error('An object went that had not come');
            }
            if (change.after) told.add(change.after);
            expect(change.before).not.toEqual(change.after);
          }
        };
        const stop = index.subscribe(hear);
        for (const one of events) index.apply(one);
        expect(told).toEqual(new Set(objectsOf(index)));
        stop();
        for (const { ref } of WORLD) index.apply({ type: 'delete', ref });
        expect(told.size).toBeGreaterThanOrEqual(objectsOf(index).length);
      }),
      { numRuns: 100 },
    );
  });

  it('says when a namespace begins or ceases to hold objects of a type', () => {
    const types = [...new Set(WORLD.map(({ type }) => type))];
    const namesOf = (index: MeshIndex) =>
      types.map(type => JSON.stringify([...index.namespaces(type)].sort()));
    let moves = 0;
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), events => {
        const index = MeshIndex.build(WORLD);
        for (const one of events) {
          const before = namesOf(index);
          const changes = index.apply(one);
          const told = changes.flatMap(change =>
            'place' in change ? [(change.after ?? change.before).type] : [],
          );
          const after = namesOf(index);
          const moved = types.filter((_, at) => after[at] !== before[at]);
          // A list may take the last and give another, so that it may tell of more.
          expect(told).toEqual(expect.arrayContaining(moved));
          expect(one.type === 'replace' ? moved : told).toEqual(moved);
          moves += moved.length;
        }
      }),
      { numRuns: 200 },
    );
    expect(moves).toBeGreaterThan(50);
  });

  it('is not changed by an object that says the same again', () => {
    const index = MeshIndex.build(WORLD);
    for (const object of structuredClone(WORLD)) {
      expect(index.apply({ type: 'upsert', object })).toEqual([]);
    }
    const [{ ref }] = WORLD;
    index.apply({ type: 'delete', ref });
    expect(index.apply({ type: 'delete', ref })).toEqual([]);
  });

  it('tells once that a type was listed', () => {
    const index = MeshIndex.build(WORLD);
    const resource = { group: 'apps', kind: 'DaemonSet' };
    const list = () => index.apply({ type: 'replace', resource, objects: [] });
    expect(list()).toEqual([{ listed: resource }]);
    expect(list()).toEqual([]);
    expect(index.wasListed(resource)).toBe(true);
  });

  it('replaces the objects of one part only, where a type is listed in parts', () => {
    const resource = { group: '', kind: 'ConfigMap' };
    const parts = trimAll([rawRoots('a', []), rawInjector('1-30-3')]);
    const index = MeshIndex.build(parts);
    expect(parts.map(({ part }) => part)).toEqual(['root-ca', undefined]);
    index.apply({ type: 'replace', resource, objects: [] });
    expect([...index.all('configmap')]).toEqual([parts[0]]);
    const part = { ...resource, part: 'root-ca' };
    expect(index.wasListed(resource)).toBe(true);
    expect(index.wasListed(part)).toBe(false);
    index.apply({ type: 'replace', resource: part, objects: [] });
    expect(index.count('configmap')).toBe(0);
    expect(index.wasListed(part)).toBe(true);
  });

  it('tells a recreated object from an unchanged one by its uid', () => {
    const [object] = trimAll([rawPod({ proxy: {} })]);
    const index = MeshIndex.build([{ ...object, uid: 'first' }]);
    const again = { ...object, uid: 'second' };
    const [change] = index.apply({ type: 'upsert', object: again });
    expect(change).toMatchObject({
      before: { uid: 'first' },
      after: { uid: 'second' },
    });
  });

  it('keeps the kinds of one type apart', () => {
    const index = MeshIndex.build(WORLD);
    const deployment = {
      group: 'apps',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'cart',
    };
    expect(index.find(deployment)).toBeUndefined();
    expect(index.find({ ...deployment, kind: 'StatefulSet' })).toBeDefined();
    index.apply({
      type: 'replace',
      resource: { group: 'apps', kind: 'Deployment' },
      objects: [],
    });
    expect(index.find({ ...deployment, kind: 'StatefulSet' })).toBeDefined();
  });
});

function objectsOf(index: MeshIndex) {
  const types = new Set(WORLD.map(({ type }) => type));
  return [...types].flatMap(type => [...index.all(type)]);
}
