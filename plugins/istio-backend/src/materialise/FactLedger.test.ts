import type {
  AssessmentDelta,
  FindingStatus,
} from '@meshwright/backstage-plugin-istio-common';
import type { FactChanges } from '../database/operations/writeFacts';
import {
  assessment,
  certificate,
  finding,
  workload,
} from '../fleet/__testUtils__/facts';
import { FactLedger } from './FactLedger';

const NOTHING = { removed: [], added: [] };

const NO_CHANGE: AssessmentDelta = {
  workloads: NOTHING,
  certificates: NOTHING,
  exposures: NOTHING,
  findings: NOTHING,
  controlPlanes: NOTHING,
  egress: NOTHING,
  trustRoots: NOTHING,
  strictReadiness: NOTHING,
  plainClients: NOTHING,
};

/** What the tables hold after writes. */
class Tables {
  readonly rows = new Map<string, string>();

  write(changes: readonly FactChanges[]): void {
    for (const { table, upsert, delete: gone } of changes) {
      for (const key of gone) {
        if (!this.rows.delete(`${table} ${key}`)) {
          throw new Error(`${key} was never written`);
        }
      }
      for (const { key, payload } of upsert) {
        this.rows.set(`${table} ${key}`, payload);
      }
    }
  }

  payloads(): string[] {
    return [...this.rows.values()].sort();
  }
}

/** Numbers below `limit` that look random, the same on every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

describe('FactLedger', () => {
  it('writes only the fact that is different', () => {
    const cart = workload('cart');
    const ledger = new FactLedger(new Map());
    ledger.begin(assessment({ workloads: [cart, workload('search')] }));
    const now = { ...cart, pods: { total: 2, ready: 1, current: 2 } };
    const changes = ledger.follow({
      ...NO_CHANGE,
      workloads: { removed: [cart], added: [now] },
    });
    expect(changes).toEqual([
      {
        table: 'workloads',
        upsert: [expect.objectContaining({ payload: JSON.stringify(now) })],
        delete: [],
      },
    ]);
    expect(ledger.follow(NO_CHANGE)).toEqual([]);
  });

  it('writes nothing that is stored already, and removes what is not there', () => {
    const stored = new Map();
    const facts = assessment({
      workloads: [workload('cart'), workload('search')],
    });
    new FactLedger(stored).begin(facts);
    const [cart] = facts.workloads;
    const changes = new FactLedger(stored).begin(
      assessment({ workloads: [cart] }),
    );
    expect(changes).toEqual([
      {
        table: 'workloads',
        upsert: [],
        delete: ['apps/Deployment:shop/search'],
      },
    ]);
  });

  it('writes names that no column holds so that it holds them', () => {
    const name = `cart\0${'t'.repeat(400)}`;
    const [{ upsert }] = new FactLedger(new Map()).begin(
      assessment({ workloads: [workload(name)] }),
    );
    const [row] = upsert;
    expect(row.name).toBe(`cart${'t'.repeat(250)}`);
    expect(row.key.length).toBeLessThanOrEqual(512);
    expect(Object.values(row).join('')).not.toContain('\0');
    expect(JSON.parse(row.payload).ref.name).toBe(name);
  });

  it('does not write a certificate for each second that goes by', () => {
    const web = { ...certificate('web', 'healthy'), lifetimeLeft: 0.5012 };
    const ledger = new FactLedger(new Map());
    ledger.begin(assessment({ certificates: [web] }));
    const later = { ...web, lifetimeLeft: 0.5011 };
    const muchLater = { ...web, lifetimeLeft: 0.49 };
    const moved = (removed: typeof web, added: typeof web) =>
      ledger.follow({
        ...NO_CHANGE,
        certificates: { removed: [removed], added: [added] },
      });
    expect(moved(web, later)).toEqual([]);
    expect(moved(later, muchLater)).toHaveLength(1);
  });

  it('keeps several facts of one object apart, in whatever order they come', () => {
    const facts = ['a', 'b', 'c'].map(cause => finding('cart', { cause }));
    const tables = [facts, [...facts].reverse()].map(findings => {
      const written = new Tables();
      written.write(new FactLedger(new Map()).begin(assessment({ findings })));
      return written.rows;
    });
    expect(tables[0].size).toBe(3);
    expect(new Map([...tables[0]].sort())).toEqual(
      new Map([...tables[1]].sort()),
    );
  });

  it('leaves the tables as an assessment from scratch would', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = numbers(seed);
      const tables = new Tables();
      const ledger = new FactLedger(new Map());
      const held = new Set<FindingStatus>();
      tables.write(ledger.begin(assessment({})));
      for (let step = 0; step < 30; step += 1) {
        const removed = [...held].filter(() => random(4) === 0);
        const added = Array.from({ length: random(4) }, () =>
          finding(`w${random(3)}`, { cause: `cause ${random(3)}` }),
        );
        for (const one of removed) held.delete(one);
        for (const one of added) held.add(one);
        tables.write(
          ledger.follow({ ...NO_CHANGE, findings: { removed, added } }),
        );
        const fresh = new Tables();
        fresh.write(
          new FactLedger(new Map()).begin(assessment({ findings: [...held] })),
        );
        expect(tables.payloads()).toEqual(fresh.payloads());
        expect([...tables.rows.keys()].sort()).toEqual(
          [...fresh.rows.keys()].sort(),
        );
      }
    }
  });
});
