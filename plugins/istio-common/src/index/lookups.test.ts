import { trimAll } from '../testing/assessRaw';
import { rawTagService } from '../testing/raw/dataPlane';
import {
  rawIssuer,
  rawNamespace,
  rawPod,
  rawService,
  rawWorkload,
} from '../testing/rawObjects';
import type { ObjectRef } from '../model/identity';
import type { MeshObject } from '../model/meshObject';
import type { LookupObserver } from './LookupObserver';
import { MeshIndex } from './MeshIndex';
import type { ObjectChange } from './objectChange';

const SHOP = rawService();
const PAY = rawService({ namespace: 'pay' });
const WORLD = trimAll([
  rawNamespace('shop'),
  SHOP,
  PAY,
  rawPod(),
  rawWorkload(),
  { ...rawWorkload(), kind: 'Deployment' },
  rawIssuer(),
]);

const service = (namespace: string, name = 'cart'): ObjectRef => ({
  group: '',
  kind: 'Service',
  namespace,
  name,
});
const names = (objects: Iterable<MeshObject>) =>
  [...objects].map(({ ref }) => `${ref.kind} ${ref.namespace ?? ''}`).sort();

describe('lookups of an index', () => {
  const index = MeshIndex.build(WORLD);

  it('by type and namespace', () => {
    expect(names(index.all('service'))).toEqual([
      'Service pay',
      'Service shop',
    ]);
    expect(names(index.inNamespace('service', 'pay'))).toEqual(['Service pay']);
    expect(names(index.inNamespace('service', 'gone'))).toEqual([]);
    expect(names(index.inNamespace('sidecar', 'shop'))).toEqual([]);
    expect(names(index.all('sidecar'))).toEqual([]);
    expect([...index.namespaces('service')].sort()).toEqual(['pay', 'shop']);
    expect([...index.namespaces('namespace')]).toEqual(['']);
    expect([...index.namespaces('sidecar')]).toEqual([]);
  });

  it('by number', () => {
    expect(index.count('service')).toBe(2);
    expect(index.count('workload')).toBe(2);
    expect(index.count('sidecar')).toBe(0);
  });

  it('by identity, of kinds that it knows', () => {
    expect(index.find(service('shop'))?.ref).toEqual(service('shop'));
    expect(index.find(service('gone'))).toBeUndefined();
    expect(index.find(service('shop', 'gone'))).toBeUndefined();
    expect(index.find({ ...service('shop'), kind: 'Gadget' })).toBeUndefined();
    expect(
      index.find({ group: '', kind: 'Namespace', name: 'shop' }),
    ).toBeDefined();
    expect(
      index.find({ group: '', kind: 'Pod', namespace: 'shop', name: 'cart-1' }),
    ).toBeDefined();
  });

  it('whether a type was listed', () => {
    const resource = { group: '', kind: 'Secret', part: 'tls' };
    const own = MeshIndex.build([]);
    expect(own.wasListed(resource)).toBe(false);
    const change = own.apply({ type: 'replace', resource, objects: [] });
    expect(change).toEqual([{ listed: resource }]);
    expect(own.wasListed(resource)).toBe(true);
    expect(own.wasListed({ ...resource, part: 'other' })).toBe(false);
    expect(own.wasListed({ group: '', kind: 'Secret' })).toBe(false);
    expect(
      own.apply({
        type: 'replace',
        resource: { group: '', kind: 'Gadget' },
        objects: [],
      }),
    ).toEqual([]);
  });
});

describe('a view that tells of lookups', () => {
  it('tells of each kind of lookup, and shows what the index holds', () => {
    const heard: string[] = [];
    const observer: LookupObserver = {
      all: type => heard.push(`all ${type}`),
      namespaces: type => heard.push(`namespaces ${type}`),
      inNamespace: (type, name) => heard.push(`in ${type} ${name}`),
      find: (type, ref) => heard.push(`find ${type} ${ref.name}`),
      wasListed: ({ kind }) => heard.push(`listed ${kind}`),
    };
    const index = MeshIndex.build(WORLD);
    const view = index.observed(observer);
    // Told at once, whether the answer is read or not.
    view.all('pod');
    view.inNamespace('pod', 'shop');
    view.namespaces('service');
    view.count('workload');
    view.wasListed({ group: '', kind: 'Pod' });
    expect(view.find(service('shop'))).toBe(index.find(service('shop')));
    view.find({ ...service('shop'), kind: 'Gadget' });
    expect(heard).toEqual([
      'all pod',
      'in pod shop',
      'namespaces service',
      'all workload',
      'listed Pod',
      'find service cart',
    ]);
    heard.length = 0;
    index.all('pod');
    index.find(service('shop'));
    expect(heard).toEqual([]);
    index.apply({ type: 'delete', ref: service('shop') });
    expect(view.find(service('shop'))).toBeUndefined();
    expect(view.count('service')).toBe(1);
  });

  it('hears of changes as the index does, whichever of the two is changed', () => {
    const index = MeshIndex.build(WORLD);
    const view = index.observed({
      all: () => {},
      namespaces: () => {},
      inNamespace: () => {},
      find: () => {},
      wasListed: () => {},
    });
    const heard: ObjectChange[] = [];
    let calls = 0;
    const stop = view.subscribe(changes => {
      calls += 1;
      heard.push(...changes);
    });
    const [tag] = trimAll([rawTagService('prod', '1-30-3')]);
    index.apply({ type: 'upsert', object: tag });
    expect(heard).toEqual([{ after: tag, place: true }]);
    index.apply({ type: 'upsert', object: tag });
    // Nobody is called for nothing.
    expect([heard.length, calls]).toEqual([1, 1]);
    stop();
    index.apply({ type: 'delete', ref: tag.ref });
    expect(heard).toHaveLength(1);
    const resource = { group: '', kind: 'Service' };
    view.apply({ type: 'replace', resource, objects: [] });
    expect(index.wasListed(resource)).toBe(true);
    expect(index.count('service')).toBe(0);
  });
});

describe('what the cluster would be like', () => {
  const index = MeshIndex.build(WORLD);
  const [changed] = trimAll([
    rawService({ ports: [{ name: 'tcp', port: 1 }] }),
  ]);
  const [added] = trimAll([rawService({ namespace: 'new' })]);

  it('with objects put over those of the index, which stays as it is', () => {
    const before = names(index.all('service'));
    const over = index.overlaid([changed, added]);
    expect(over.find(changed.ref)).toEqual(changed);
    expect(names(over.all('service'))).toEqual([
      'Service new',
      'Service pay',
      'Service shop',
    ]);
    expect(over.count('pod')).toBe(1);
    expect(names(index.all('service'))).toEqual(before);
    expect(index.find(changed.ref)).not.toEqual(changed);
  });

  it('with objects taken away', () => {
    const over = index.overlaid([added], [service('shop'), service('gone')]);
    expect(names(over.all('service'))).toEqual(['Service new', 'Service pay']);
    expect([...over.namespaces('service')].sort()).toEqual(['new', 'pay']);
    expect(index.find(service('shop'))).toBeDefined();
    expect(over.count('workload')).toBe(2);
  });

  it('with types listed as they were', () => {
    const resource = { group: '', kind: 'Pod' };
    const own = MeshIndex.build(WORLD);
    own.apply({ type: 'replace', resource, objects: [] });
    expect(own.overlaid([]).wasListed(resource)).toBe(true);
    expect(own.overlaid([]).wasListed({ group: '', kind: 'Service' })).toBe(
      false,
    );
  });
});

describe('an object that goes', () => {
  it('takes nothing of its namespace along', () => {
    const other = rawService({ name: 'other' });
    const index = MeshIndex.build(trimAll([SHOP, other, PAY]));
    index.apply({ type: 'delete', ref: service('shop') });
    expect(index.find(service('shop', 'other'))).toBeDefined();
    expect([...index.namespaces('service')].sort()).toEqual(['pay', 'shop']);
    index.apply({ type: 'delete', ref: service('shop', 'other') });
    expect([...index.namespaces('service')]).toEqual(['pay']);
    expect(index.apply({ type: 'delete', ref: service('gone') })).toEqual([]);
  });
});

describe('a list of a type', () => {
  it('is about its own kind and part', () => {
    const workloads = trimAll([
      rawWorkload(),
      { ...rawWorkload(), kind: 'Deployment' },
    ]);
    const index = MeshIndex.build(workloads);
    const resource = { group: 'apps', kind: 'Deployment' };
    index.apply({ type: 'replace', resource, objects: [] });
    expect([...index.all('workload')]).toEqual([workloads[0]]);
    const part = { ...resource, kind: 'StatefulSet', part: 'some' };
    index.apply({ type: 'replace', resource: part, objects: [] });
    expect(index.count('workload')).toBe(1);
  });

  it('says what came, what is another and what went, and nothing of the rest', () => {
    const index = MeshIndex.build(WORLD);
    const [other] = trimAll([rawService({ ports: [{ port: 1 }] })]);
    const [fresh] = trimAll([rawService({ namespace: 'new' })]);
    const held = index.find(service('pay'));
    const [, changed, came, ...rest] = index.apply({
      type: 'replace',
      resource: { group: '', kind: 'Service' },
      objects: [other, fresh],
    });
    expect(changed).toMatchObject({ before: WORLD[1], after: other });
    expect(came).toEqual({ after: fresh, place: true });
    expect(rest).toEqual([{ before: held, place: true }]);
    expect(index.count('pod')).toBe(1);
    expect([...index.namespaces('service')].sort()).toEqual(['new', 'shop']);
  });
});
