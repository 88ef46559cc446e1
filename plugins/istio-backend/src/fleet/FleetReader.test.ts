import type { Entity } from '@backstage/catalog-model';
import {
  FLEET_SORTS,
  type FleetQuery,
  type KeptAssessment,
  type KeptWorkload,
} from '@meshwright/backstage-plugin-istio-common';
import type { CachedCluster, FactsCache } from '../database/FactsCache';
import { assessment, behind, finding, workload } from './__testUtils__/facts';
import { FleetReader } from './FleetReader';

const WORKLOADS = 5_000;
const NAMESPACES = 100;
const ENTITIES = 1_000;

function cached(facts: KeptAssessment): CachedCluster {
  const keyed = (list: readonly object[]) =>
    new Map(list.map((fact, at): [string, unknown] => [String(at), fact]));
  return {
    generation: 1,
    assessment: facts,
    facts: new Map([
      ['workloads', keyed(facts.workloads)],
      ['findings', keyed(facts.findings)],
    ]),
  };
}

function readerOf(held: () => CachedCluster[]) {
  return new FleetReader({
    // The reader asks for nothing else of it.
    facts: { readClusters: async () => held() } as unknown as FactsCache,
    status: { clusters: async () => [] },
    clock: { now: () => 0, sleep: async () => {} },
  });
}

function entity(at: number): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `app-${at}`,
      annotations: {
        'backstage.io/kubernetes-namespace': `ns-${at % NAMESPACES}`,
        'backstage.io/kubernetes-label-selector': `app=app-${at}`,
      },
    },
    spec: { owner: `team-${at % 10}` },
  };
}

const MANY: KeptWorkload[] = Array.from({ length: WORKLOADS }, (_, at) =>
  workload(`app-${at}`, {
    namespace: `ns-${at % NAMESPACES}`,
    services: [{ name: `app-${at}`, ports: [] }],
  }),
);
const CATALOG = Array.from({ length: ENTITIES }, (_, at) => entity(at));

describe('FleetReader', () => {
  it('gives a page of 5,000 workloads and 1,000 entities without comparing each with each', async () => {
    let reads = 0;
    const counted = MANY.map(
      one =>
        new Proxy(one, {
          get(target, field, receiver) {
            reads += 1;
            return Reflect.get(target, field, receiver);
          },
        }),
    );
    const cluster = cached(
      assessment({
        workloads: counted,
        findings: MANY.slice(0, 500).map(({ ref }) =>
          finding(ref.name, { ref }),
        ),
      }),
    );
    const reader = readerOf(() => [cluster]);
    const readIn = async (
      kind: 'workloads' | 'findings',
      query: FleetQuery,
    ) => {
      reads = 0;
      const page = await reader.page(kind, query, CATALOG);
      return { page, each: reads / WORKLOADS };
    };
    const first = await readIn('workloads', {});
    await readIn('findings', {});
    const plain = await readIn('workloads', {});
    const owned = await readIn('workloads', {
      owner: ['group:default/team-3'],
    });
    const found = await readIn('findings', { q: 'app-7' });
    expect(plain.page).toMatchObject({ total: WORKLOADS });
    expect(owned.page).toMatchObject({ total: ENTITIES / 10 });
    expect(found.page.items[0].entities).toHaveLength(1);
    expect(first.each).toBeLessThan(100);
    expect(plain.each).toBeLessThan(100);
    expect(owned.each).toBeLessThan(100);
    expect(found.each).toBeLessThan(100);
  });

  it('works out anew only what changed', async () => {
    const first = cached(assessment({ workloads: MANY.slice(0, 3) }));
    let held = [first];
    const reader = readerOf(() => held);
    await reader.page('workloads', { sort: 'name' }, []);
    const read = jest.fn();
    const watched = new Proxy(MANY[1], {
      get: (target, field, receiver) => {
        read(field);
        return Reflect.get(target, field, receiver);
      },
    });
    held = [cached(assessment({ workloads: [MANY[0], watched, MANY[2]] }))];
    await reader.page('workloads', { sort: 'name', limit: 1 }, []);
    expect(read).toHaveBeenCalledWith('revision');
    read.mockClear();
    held = [
      cached(
        assessment({ workloads: [behind('new'), MANY[0], watched, MANY[2]] }),
      ),
    ];
    const page = await reader.page('workloads', { sort: 'name', limit: 1 }, []);
    expect(page.total).toBe(4);
    expect(read).not.toHaveBeenCalledWith('revision');
  });

  it.each(FLEET_SORTS)('walks every row once in order of %s', async sort => {
    const rows = [
      ...MANY.slice(0, 40),
      behind('app-1'),
      behind('app-1'),
      behind('zoo'),
    ];
    const cluster = cached(assessment({ workloads: rows }));
    const reader = readerOf(() => [cluster]);
    const all = await reader.page('workloads', { sort, limit: 200 }, []);
    const walked: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await reader.page(
        'workloads',
        { sort, limit: 7, cursor },
        [],
      );
      walked.push(...page.items.map(({ fact }) => fact));
      cursor = page.nextCursor;
    } while (cursor);
    expect(walked).toEqual(all.items.map(({ fact }) => fact));
    expect(walked).toHaveLength(rows.length);
  });
});
