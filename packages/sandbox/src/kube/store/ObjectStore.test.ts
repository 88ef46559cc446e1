import fc from 'fast-check';
import type { KubeObject } from '../KubeObject';
import { NAMESPACES } from '../ResourceRegistry';
import type { ResourceType } from '../ResourceType';
import { ObjectStore } from './ObjectStore';

const PODS: ResourceType = {
  ...NAMESPACES,
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
};

const pod = (name: string, namespace = 'default') => ({
  metadata: { name, namespace },
});
const names = (list: readonly KubeObject[] | undefined) =>
  list?.map(({ metadata }) => metadata.name);

describe('ObjectStore', () => {
  it('keeps objects in key order under a growing revision', () => {
    const store = new ObjectStore({ startRevision: 5 });
    store.put(PODS, pod('b'));
    store.put(PODS, pod('a'));
    store.put(PODS, pod('z', 'another'));
    expect(names(store.list(PODS))).toEqual(['z', 'a', 'b']);
    expect(store.resourceVersion).toBe(8);
    expect(store.get(PODS, 'default', 'a')?.metadata.resourceVersion).toBe('7');
  });

  it('hands out objects that cannot be changed', () => {
    const store = new ObjectStore();
    const stored = store.put(PODS, pod('a'));
    expect(() => {
      stored.metadata.labels = {};
    }).toThrow();
  });

  it('keeps the uid of an object that is put again', () => {
    const store = new ObjectStore();
    const first = store.put(PODS, pod('a'));
    expect(store.put(PODS, pod('a')).metadata.uid).toBe(first.metadata.uid);
  });

  it('rebuilds every past state that it still has', () => {
    const change = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      remove: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), changes => {
        const store = new ObjectStore({ historyLimit: 12 });
        const seen = new Map<number, readonly KubeObject[]>();
        seen.set(store.resourceVersion, store.list(PODS));
        for (const { name, remove } of changes) {
          if (remove) store.remove(PODS, 'default', name);
          else store.put(PODS, pod(name));
          seen.set(store.resourceVersion, store.list(PODS));
        }
        for (const [revision, objects] of seen) {
          const kept = revision >= store.oldestRevision;
          expect(store.listAt(PODS, revision)).toEqual(
            kept ? objects : undefined,
          );
        }
      }),
    );
  });

  it('tells of each change once, and of none after unsubscribing', () => {
    const store = new ObjectStore();
    const told: string[] = [];
    const stop = store.subscribe(PODS, ({ type, object }) =>
      told.push(`${type} ${object.metadata.name}`),
    );
    store.put(PODS, pod('a'));
    store.put(PODS, pod('a'));
    store.remove(PODS, 'default', 'a');
    stop();
    store.put(PODS, pod('b'));
    expect(told).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  it('forgets the past when it is compacted', () => {
    const store = new ObjectStore();
    const { resourceVersion } = store;
    store.put(PODS, pod('a'));
    expect(store.eventsSince(PODS, resourceVersion)).toHaveLength(1);
    store.compact();
    expect(store.eventsSince(PODS, resourceVersion)).toBeUndefined();
    expect(store.eventsSince(PODS, store.resourceVersion)).toEqual([]);
  });
});
