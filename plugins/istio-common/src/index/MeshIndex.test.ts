import fc from 'fast-check';
import type { ExposureStatus } from '../api/facts';
import { assessCluster } from '../assess/assessCluster';
import { stringifyObjectRef } from '../model/identity';
import type { MeshObject } from '../model/meshObject';
import { NOW, trimAll } from '../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawRoute,
  rawService,
  rawWorkload,
} from '../testing/rawObjects';
import { isUnaffected } from './affectedSet';
import { MeshIndex } from './MeshIndex';

const context = { cluster: 'eu-1', now: NOW, dataStates: new Map() };

function assess(index: MeshIndex) {
  return assessCluster(index, context);
}

type Row = { ref: MeshObject['ref'] };

function byGateway(exposures: readonly ExposureStatus[]): Row[] {
  return exposures.map(exposure => ({ ref: exposure.gateway, exposure }));
}

/** Keys of the rows that differ. */
function changed(before: readonly Row[], after: readonly Row[]): string[] {
  const texts = (rows: readonly Row[]) => {
    const found = new Map<string, string>();
    for (const row of rows) {
      const key = stringifyObjectRef(row.ref);
      found.set(key, `${found.get(key) ?? ''}${JSON.stringify(row)}`);
    }
    return found;
  };
  const [was, is] = [texts(before), texts(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter(
    key => was.get(key) !== is.get(key),
  );
}

/** A mesh with ties and conflicts, in which order could matter. */
const OBJECTS: readonly MeshObject[] = trimAll([
  ...rawMesh(),
  ...rawIngressGateway(),
  rawNamespace('batch'),
  rawPod({ app: 'job', namespace: 'batch' }),
  rawWorkload(),
  rawPod({ proxy: {} }),
  rawPod({ name: 'cart-2', proxy: { revision: '1-29-4', version: '1.29.4' } }),
  rawService(),
  rawService({ name: 'cart-admin' }),
  rawPeerAuthentication({ mtls: { mode: 'STRICT' } }),
  rawPeerAuthentication({ mtls: { mode: 'PERMISSIVE' } }, { name: 'another' }),
  rawPeerAuthentication(
    { selector: { matchLabels: { app: 'cart' } }, mtls: {} },
    { name: 'own' },
  ),
  rawDestinationRule({ host: 'cart', trafficPolicy: { tls: {} } }),
  rawGateway([httpsServer('web.example.com')]),
  rawGateway([httpsServer('web.example.com')], { name: 'other' }),
  rawRoute('web.example.com', 'cart', { gateways: ['web', 'other'] }),
  rawRoute('lost.example.com', 'nobody', { name: 'lost', gateways: ['web'] }),
  rawCertificate(),
  rawIssuer(),
]);

const variants = OBJECTS.map(object => fc.constant(object)).concat(
  trimAll([
    rawNamespace('shop', { 'istio-injection': 'enabled' }),
    rawPod({ proxy: false }),
    rawPod({ name: 'cart-2', proxy: {}, ready: false }),
    rawService({ ports: [{ port: 9090 }] }),
    rawPeerAuthentication({ mtls: { mode: 'DISABLE' } }),
    rawGateway([httpsServer('*')]),
    rawCertificate({ spec: { secretName: 'elsewhere' } }),
  ]).map(object => fc.constant(object)),
);

const event = fc.oneof(
  fc.oneof(...variants).map(object => ({ type: 'upsert' as const, object })),
  fc
    .constantFrom(...OBJECTS)
    .map(({ ref }) => ({ type: 'delete' as const, ref })),
  fc.constantFrom(...OBJECTS).map(({ ref, type }) => ({
    type: 'replace' as const,
    resource: { group: ref.group, kind: ref.kind },
    objects: OBJECTS.filter(
      one => one.type === type && one.ref.kind === ref.kind,
    ).slice(1),
  })),
);

describe('MeshIndex', () => {
  it('gives the same assessment whatever the order of its objects', () => {
    const expected = assess(MeshIndex.build(OBJECTS));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...OBJECTS], { minLength: OBJECTS.length }),
        shuffled => {
          expect(assess(MeshIndex.build(shuffled))).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the same after any events as an index built anew', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), events => {
        const index = MeshIndex.build(OBJECTS);
        const held = new Map(
          OBJECTS.map(one => [stringifyObjectRef(one.ref), one]),
        );
        for (const one of events) {
          index.apply(one);
          if (one.type === 'upsert') {
            held.set(stringifyObjectRef(one.object.ref), one.object);
          } else if (one.type === 'delete') {
            held.delete(stringifyObjectRef(one.ref));
          } else {
            for (const { ref } of [...held.values()]) {
              const { group, kind } = one.resource;
              if (ref.group === group && ref.kind === kind) {
                held.delete(stringifyObjectRef(ref));
              }
            }
            for (const object of one.objects) {
              held.set(stringifyObjectRef(object.ref), object);
            }
          }
        }
        expect(assess(index)).toEqual(assess(MeshIndex.build(held.values())));
      }),
      { numRuns: 60 },
    );
  });

  it('reports every workload, gateway and certificate that an event changed', () => {
    fc.assert(
      fc.property(event, one => {
        const index = MeshIndex.build(OBJECTS);
        const before = assess(index);
        const affected = index.apply(one);
        if (affected.everything) return;
        const after = assess(index);
        expect([...affected.workloads]).toEqual(
          expect.arrayContaining(changed(before.workloads, after.workloads)),
        );
        expect([...affected.certificates]).toEqual(
          expect.arrayContaining(
            changed(before.certificates, after.certificates),
          ),
        );
        expect([...affected.gateways]).toEqual(
          expect.arrayContaining(
            changed(byGateway(before.exposures), byGateway(after.exposures)),
          ),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is not affected by an object that says the same again', () => {
    const index = MeshIndex.build(OBJECTS);
    for (const object of structuredClone(OBJECTS)) {
      expect(isUnaffected(index.apply({ type: 'upsert', object }))).toBe(true);
    }
    const [{ ref }] = OBJECTS;
    index.apply({ type: 'delete', ref });
    expect(isUnaffected(index.apply({ type: 'delete', ref }))).toBe(true);
  });

  it('tells a recreated object from an unchanged one by its uid', () => {
    const [object] = trimAll([rawPod({ proxy: {} })]);
    const index = MeshIndex.build([{ ...object, uid: 'first' }]);
    const again = { ...object, uid: 'second' };
    expect(isUnaffected(index.apply({ type: 'upsert', object: again }))).toBe(
      false,
    );
  });

  it('keeps the kinds of one type apart', () => {
    const index = MeshIndex.build(OBJECTS);
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
