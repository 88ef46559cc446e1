import fc from 'fast-check';
import type { DataState } from '../../api/freshness';
import type { IndexEvent } from '../indexEvent';
import { MeshIndex } from '../MeshIndex';
import { stringifyObjectRef } from '../../model/identity';
import type { MeshObject } from '../../model/meshObject';
import { NOW, trimAll } from '../../testing/assessRaw';
import { RAW_VARIANTS, RAW_WORLD } from './rawWorld';

/** A mesh with ties and conflicts, in which order could matter. */
export const WORLD: readonly MeshObject[] = trimAll(RAW_WORLD);

const POOL: readonly MeshObject[] = [...WORLD, ...trimAll(RAW_VARIANTS)];

/** The context of an assessment that moves on. */
export interface Moment {
  now: Date;
  dataStates: ReadonlyMap<string, DataState>;
}

/** One step in the life of a cluster. */
export type Step = { events: IndexEvent[] } | Partial<Moment>;

const upsert = fc
  .constantFrom(...POOL)
  .map((object): IndexEvent => ({ type: 'upsert', object }));

const remove = fc
  .constantFrom(...POOL)
  .map(({ ref }): IndexEvent => ({ type: 'delete', ref }));

const RESOURCES = [
  ...new Map(
    POOL.map(({ ref: { group, kind } }) => [
      `${group}/${kind}`,
      { group, kind },
    ]),
  ).values(),
];

function ofResource({ group, kind }: { group: string; kind: string }) {
  return POOL.filter(one => one.ref.group === group && one.ref.kind === kind);
}

const replace = fc.constantFrom(...RESOURCES).chain(resource =>
  fc
    .uniqueArray(fc.constantFrom(...ofResource(resource)), {
      selector: ({ ref }) => stringifyObjectRef(ref),
    })
    .map((objects): IndexEvent => ({ type: 'replace', resource, objects })),
);

/** Any event on the objects of the world and their variants. */
export const anyEvent: fc.Arbitrary<IndexEvent> = fc.oneof(
  { arbitrary: upsert, weight: 5 },
  { arbitrary: remove, weight: 3 },
  { arbitrary: replace, weight: 1 },
);

const STATES: readonly DataState[] = [
  'live',
  'stale',
  'syncing',
  'forbidden',
  'not-installed',
  'unreachable',
  'degraded',
];

const states = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'pods',
        'services',
        'namespaces',
        'deployments.apps',
        'mutatingwebhookconfigurations.admissionregistration.k8s.io',
        'peerauthentications.security.istio.io',
        'virtualservices.networking.istio.io',
        'gateways.networking.istio.io',
        'certificates.cert-manager.io',
        'clusterissuers.cert-manager.io',
      ),
      fc.constantFrom(...STATES),
    ),
    { maxLength: 3 },
  )
  .map(pairs => ({ dataStates: new Map<string, DataState>(pairs) }));

const DAY = 24 * 3_600_000;

const time = fc
  .integer({ min: -40, max: 90 })
  .map(days => ({ now: new Date(NOW.getTime() + days * DAY) }));

/** Several events at a time, another time, or other states of the types. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc
      .array(anyEvent, { minLength: 1, maxLength: 4 })
      .map(events => ({ events })),
    weight: 8,
  },
  { arbitrary: time, weight: 1 },
  { arbitrary: states, weight: 1 },
);

/** What an index should hold, kept in the plainest way. */
export class PlainStore {
  readonly #objects = new Map<string, MeshObject>();
  readonly #listed = new Map<string, { group: string; kind: string }>();

  constructor(objects: readonly MeshObject[]) {
    for (const one of objects) {
      this.#objects.set(stringifyObjectRef(one.ref), one);
    }
  }

  apply(event: IndexEvent): void {
    if (event.type === 'delete') {
      this.#objects.delete(stringifyObjectRef(event.ref));
      return;
    }
    if (event.type === 'upsert') {
      this.#objects.set(stringifyObjectRef(event.object.ref), event.object);
      return;
    }
    const { group, kind } = event.resource;
    this.#listed.set(`${group}/${kind}`, { group, kind });
    for (const [key, { ref }] of this.#objects) {
      if (ref.group === group && ref.kind === kind) this.#objects.delete(key);
    }
    for (const object of event.objects) {
      this.#objects.set(stringifyObjectRef(object.ref), object);
    }
  }

  /** An index made from scratch. */
  rebuild(): MeshIndex {
    const index = MeshIndex.build(this.#objects.values());
    for (const resource of this.#listed.values()) {
      const objects = [...this.#objects.values()].filter(
        ({ ref }) => ref.group === resource.group && ref.kind === resource.kind,
      );
      index.apply({ type: 'replace', resource, objects });
    }
    return index;
  }
}
