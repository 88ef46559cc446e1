import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  FLEET_KINDS,
  FLEET_TILE_FILTERS,
  type KeptAssessment,
  type KeptPort,
  type KeptReadiness,
  type FleetPage,
  type FleetTile,
} from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { testDatabases } from '../database/__testUtils__/testDatabases';
import { readHashes } from '../database/operations/readHashes';
import { writeFacts } from '../database/operations/writeFacts';
import {
  assessment,
  behind,
  certificate,
  finding,
  trustRoot,
  workload,
} from '../fleet/__testUtils__/facts';
import { FactLedger } from '../materialise/FactLedger';
import {
  component,
  freshnessOf,
  startRouter,
} from './__testUtils__/startRouter';

jest.setTimeout(180_000);

const FACTS = assessment({
  workloads: [workload('cart'), behind('search'), workload('batch')],
  certificates: [certificate('web', 'healthy'), certificate('old', 'expired')],
  findings: [
    finding('cart'),
    finding('search', { code: 'IST0135', severity: 'warning' }),
    finding('batch', { code: 'IST0102', severity: 'info', muted: true }),
  ],
  trustRoots: [trustRoot('at-risk')],
});

const PLAIN_PORT: KeptPort = {
  port: 8080,
  mode: 'PERMISSIVE',
  tone: 'warning',
  source: 'default',
  why: { summary: 'no policy says otherwise', considered: [] },
  strict: { breaks: 'yes', own: [], clients: true },
};

const CLIENT = {
  ref: { group: 'batch', kind: 'Job', namespace: 'shop', name: 'batch' },
  pods: 2,
  kind: 'job',
} as const;

const READINESS: KeptReadiness = {
  cluster: 'eu-1',
  scope: 'namespace',
  namespace: 'shop',
  workloads: { total: 1, strict: 0, permissive: 1, off: 0 },
  breaks: 'yes',
  tone: 'warning',
  surest: [],
  rest: [],
  own: 0,
  bypassed: 0,
};

function owned(name: string, owner: string): Entity {
  const entity = component(name, {
    'backstage.io/kubernetes-namespace': 'shop',
    'backstage.io/kubernetes-label-selector': `app=${name}`,
  });
  return {
    ...entity,
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

const CART = owned('cart', 'shop');
const SEARCH = owned('search', 'find');

async function store(knex: Knex, facts: KeptAssessment): Promise<void> {
  const { cluster } = facts;
  const ledger = new FactLedger(await readHashes(knex, cluster));
  const changes = ledger.begin(facts);
  await writeFacts(knex, cluster, changes);
}

function names(page: FleetPage<'workloads'>): string[] {
  return page.items.map(({ fact }) => fact.ref.name);
}

describe('fleet routes', () => {
  const databases = testDatabases();

  async function startFleet(
    options: Parameters<typeof startRouter>[0] = {},
    facts = FACTS,
  ) {
    const started = await startRouter({
      entities: [CART, SEARCH],
      clusters: [freshnessOf('eu-1', 'live')],
      ...options,
    });
    await store(started.knex, facts);
    const get = (path: string) => request(started.app).get(`/fleet/${path}`);
    return { ...started, get };
  }

  it.each(databases.ids)(
    'shows rows worst first with their entities, on %s',
    async id => {
      const { get } = await startFleet({ knex: await databases.migrated(id) });
      const { status, body } = await get('workloads');
      expect(status).toBe(200);
      expect(names(body)).toEqual(['search', 'batch', 'cart']);
      expect(body).toMatchObject({
        total: 3,
        byTone: { ok: 2, warning: 1 },
        muted: 0,
        lowerBound: false,
        generatedAt: '2026-11-22T12:00:00.000Z',
        clusters: [{ cluster: 'eu-1' }],
      });
      expect(
        body.items.map((row: { entities: unknown }) => row.entities),
      ).toEqual([
        [
          {
            entityRef: 'component:default/search',
            owner: 'group:default/find',
          },
        ],
        [],
        [{ entityRef: 'component:default/cart', owner: 'group:default/shop' }],
      ]);
    },
  );

  it.each(databases.ids)(
    'names clients without a proxy in every row that they concern, on %s',
    async id => {
      const row = workload('cart');
      const { app, get } = await startFleet(
        { knex: await databases.migrated(id) },
        assessment({
          workloads: [{ ...row, mtls: [PLAIN_PORT] }],
          strictReadiness: [READINESS],
          plainClients: [{ cluster: 'eu-1', ...CLIENT }],
        }),
      );
      const reasons = [
        { ref: CLIENT.ref, reason: 'a Job without a proxy (2 pods)' },
      ];
      const strict = { breaks: 'yes', reasons };
      const { body } = await get('workloads');
      expect(body.items[0].fact.mtls).toEqual([{ ...PLAIN_PORT, strict }]);
      const readiness = await get('strict-readiness');
      expect(readiness.body.items[0].fact).toMatchObject({
        reasons,
        more: 0,
        action: { title: 'Bring batch into the mesh' },
      });
      const entity = await request(app).get(
        '/entities/component/default/cart/status',
      );
      expect(entity.body.workloads[0].mtls[0].strict).toEqual(strict);
    },
  );

  it.each(databases.ids)(
    'goes on after the last row although rows came and went, on %s',
    async id => {
      const { get, knex } = await startFleet({
        knex: await databases.migrated(id),
      });
      const first = await get('workloads?sort=name&limit=2');
      expect(names(first.body)).toEqual(['batch', 'cart']);
      await store(knex, {
        ...FACTS,
        workloads: [workload('alpha'), behind('search'), workload('zoo')],
      });
      const cursor = encodeURIComponent(first.body.nextCursor);
      const second = await get(`workloads?sort=name&limit=2&cursor=${cursor}`);
      expect(names(second.body)).toEqual(['search', 'zoo']);
      expect(second.body.total).toBe(3);
      expect(second.body.nextCursor).toBeUndefined();
    },
  );

  it.each([
    ['cluster=eu-1', ['search', 'batch', 'cart']],
    ['namespace=shop&namespace=web', ['search', 'batch', 'cart']],
    ['namespace=web', []],
    ['tone=warning', ['search']],
    ['tone=ok&tone=error', ['batch', 'cart']],
    ['state=out-of-date', ['search']],
    ['q=EARCH', ['search']],
    ['q=nobody', []],
    ['owner=group:default/shop', ['cart']],
    ['owner=find&owner=shop', ['search', 'cart']],
    ['entityRef=component:default/cart', ['cart']],
    ['entityRef=component:default/cart&owner=find', []],
  ])('filters by %s', async (query, expected) => {
    const { get } = await startFleet();
    const { status, body } = await get(`workloads?${query}`);
    expect(status).toBe(200);
    expect(names(body)).toEqual(expected);
    expect(body.total).toBe(expected.length);
  });

  it('leaves muted findings out, and counts them', async () => {
    const { get } = await startFleet();
    const shown = await get('findings');
    expect(shown.body).toMatchObject({ total: 2, muted: 1 });
    const all = await get('findings?muted=true');
    expect(all.body).toMatchObject({ total: 3, muted: 1 });
    const coded = await get('findings?code=IST0135');
    expect(coded.body).toMatchObject({
      total: 1,
      items: [{ entities: [{ entityRef: 'component:default/search' }] }],
    });
  });

  it.each([
    ['workloads?sort=payload', 'sort'],
    ['workloads?tone=red', 'tone'],
    ['workloads?state=expired', 'state'],
    ['workloads?limit=201', 'limit'],
    ['workloads?limit=0', 'limit'],
    ['workloads?muted=maybe', 'muted'],
    ['workloads?cursor=abc', 'cursor'],
    ['workloads?entityRef=::', 'entityRef'],
    ['workloads?owner=::', 'owner'],
    ['workloads?cluster=us-1', 'cluster'],
    ['workloads?order=name', 'order'],
    ['secrets', 'kind'],
  ])('refuses %s and says which field it is', async (path, field) => {
    const { get } = await startFleet();
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it('refuses the cursor of another order', async () => {
    const { get } = await startFleet();
    const { body } = await get('workloads?limit=1');
    const { status } = await get(
      `workloads?sort=name&cursor=${body.nextCursor}`,
    );
    expect(status).toBe(400);
  });

  it.each(['summary', ...FLEET_KINDS])(
    'names the permission that is missing, and nothing else: %s',
    async path => {
      const { get } = await startFleet({ deny: true });
      const { status, body } = await get(path);
      expect(status).toBe(403);
      expect(body.error.message).toContain('istio.mesh.read');
      expect(JSON.stringify(body)).not.toContain('eu-1');
    },
  );

  it('tells nothing of entities that the caller may not see', async () => {
    const { get } = await startFleet({ entities: [CART] });
    const hidden = await get('workloads?entityRef=component:default/search');
    const missing = await get('workloads?entityRef=component:default/missing');
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.body.error.message).toBe(
      missing.body.error.message.replace('missing', 'search'),
    );
    const byOwner = await get('workloads?owner=find');
    expect(byOwner.body).toMatchObject({
      items: [],
      total: 0,
      byTone: {},
      muted: 0,
    });
    expect(byOwner.body.nextCursor).toBeUndefined();
    const { body } = await get('workloads?limit=200');
    expect(JSON.stringify(body.items)).not.toContain(
      'component:default/search',
    );
  });

  it('shows each caller what that caller sees', async () => {
    const { app, catalog } = await startFleet();
    const seen = { 'user:default/ana': [CART], 'user:default/ben': [SEARCH] };
    jest
      .spyOn(catalog, 'streamEntities')
      .mockImplementation(async function* pages(_, options) {
        const found = Object.entries(seen).find(
          ([user]) =>
            JSON.stringify(options) ===
            JSON.stringify({ credentials: mockCredentials.user(user) }),
        );
        yield found?.[1] ?? [];
      });
    const ask = async (user: string) => {
      const { body } = await request(app)
        .get('/fleet/workloads')
        .set('authorization', mockCredentials.user.header(user));
      return body.items.flatMap((row: { entities: unknown[] }) => row.entities);
    };
    const [ana, ben] = [
      [expect.objectContaining({ entityRef: 'component:default/cart' })],
      [expect.objectContaining({ entityRef: 'component:default/search' })],
    ];
    expect(await ask('user:default/ana')).toEqual(ana);
    expect(await ask('user:default/ben')).toEqual(ben);
    expect(await ask('user:default/ana')).toEqual(ana);
  });

  it('shows rows without the catalog, but does not pick by what it would say', async () => {
    const { get, catalog } = await startFleet();
    jest
      .spyOn(catalog, 'streamEntities')
      .mockImplementation(async function* pages() {
        yield await Promise.reject(new Error('down for repair'));
      });
    const { status, body } = await get('workloads');
    expect(status).toBe(200);
    expect(body.total).toBe(3);
    expect(body.entitiesUnread).toBe(
      'The catalog did not answer: down for repair',
    );
    expect((await get('workloads?owner=shop')).status).toBe(503);
  });

  it('says when a cluster is missing', async () => {
    const { get } = await startFleet({
      clusters: [
        freshnessOf('eu-1', 'live'),
        freshnessOf('ap-1', 'unreachable', 'connection refused'),
      ],
    });
    expect((await get('workloads')).body.lowerBound).toBe(true);
    expect((await get('workloads?cluster=eu-1')).body.lowerBound).toBe(false);
    expect((await get('summary')).body).toMatchObject({
      lowerBound: true,
      tiles: { clustersUnreachable: 1 },
    });
  });

  it('counts in its tiles what the lists hold', async () => {
    const { get } = await startFleet();
    const { body } = await get('summary');
    expect(body.tiles).toEqual({
      workloads: 3,
      podsOutOfDate: 2,
      revisionsUnsupported: 0,
      notStrict: 0,
      certificatesOverdue: 0,
      expiredOrCaAtRisk: 2,
      configErrors: 1,
      egressBroken: 0,
      pullsBlocked: 0,
      clustersUnreachable: 0,
    });
    for (const [tile, filters] of Object.entries(FLEET_TILE_FILTERS)) {
      if (tile === 'podsOutOfDate') continue;
      let rows = 0;
      for (const { kind, state = [] } of filters) {
        const query = state.map(one => `state=${one}`).join('&');
        rows += (await get(`${kind}?${query}`)).body.total;
      }
      expect([tile, rows]).toEqual([tile, body.tiles[tile as FleetTile]]);
    }
  });

  it('leaves an audit event', async () => {
    const { get, auditor } = await startFleet();
    await get('certificates?namespace=istio-ingress');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'fleet-read',
        meta: { kind: 'certificates', namespace: ['istio-ingress'] },
      }),
    );
  });
});
