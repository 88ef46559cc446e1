import fc from 'fast-check';
import { MeshIndex } from '../../index/MeshIndex';
import { NOW, trimAll } from '../../testing/assessRaw';
import { rawMesh, rawNamespace, rawPod } from '../../testing/rawObjects';
import {
  type Moment,
  PlainStore,
  type Step,
  WORLD,
  anyStep,
} from '../../index/__testUtils__/meshEvents';
import {
  type KeptAssessment,
  assessCluster,
  assessToKeep,
  completeAssessment,
} from '../assessCluster';
import { FACT_SOURCES, type FactKind } from '../factSources';
import { type AssessmentDelta, ClusterAssessor } from './ClusterAssessor';

const CLUSTER = 'eu-1';

// The sources are listed by kind.
const KINDS = Object.keys(FACT_SOURCES) as FactKind[];

/** What followers hold who were told the deltas only. */
class Follower {
  readonly #facts = new Map<FactKind, Set<unknown>>();

  follow(delta: AssessmentDelta): void {
    for (const kind of KINDS) {
      const facts = this.#facts.get(kind) ?? new Set();
      this.#facts.set(kind, facts);
      for (const one of delta[kind].removed) {
        if (!facts.delete(one))
          throw new Error('A fact went that had not come');
      }
      for (const one of delta[kind].added) facts.add(one);
    }
  }

  of(kind: FactKind): Set<unknown> {
    return this.#facts.get(kind) ?? new Set();
  }
}

class Run {
  readonly index = MeshIndex.build(WORLD);
  readonly store = new PlainStore(WORLD);
  readonly follower = new Follower();
  moment: Moment = { now: NOW, dataStates: new Map() };
  readonly assessor = new ClusterAssessor(this.index, {
    cluster: CLUSTER,
    ...this.moment,
  });

  take(step: Step): void {
    if ('events' in step) {
      for (const event of step.events) {
        this.index.apply(event);
        this.store.apply(event);
      }
    } else this.moment = { ...this.moment, ...step };
    this.follower.follow(this.assessor.update(this.moment));
  }

  fromScratch(): KeptAssessment {
    return assessToKeep(this.store.rebuild(), {
      cluster: CLUSTER,
      ...this.moment,
    });
  }
}

describe('ClusterAssessor', () => {
  it('says at every step what an assessment from scratch says', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 12 }), steps => {
        const run = new Run();
        for (const step of steps) {
          run.take(step);
          expect(run.assessor.assessment).toEqual(run.fromScratch());
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tells of every fact that comes or goes', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 12 }), steps => {
        const run = new Run();
        run.take({ events: [] });
        for (const step of steps) {
          run.take(step);
          const { assessment } = run.assessor;
          for (const kind of KINDS) {
            expect(run.follower.of(kind)).toEqual(
              new Set<unknown>(assessment[kind]),
            );
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leaves alone what it has given out', () => {
    const run = new Run();
    run.take({ events: [] });
    const pods = WORLD.filter(object => object.type === 'pod');
    expect(pods.length).toBeGreaterThan(0);
    for (const object of pods) {
      const given = run.assessor.assessment;
      const before = structuredClone(given);
      for (const ready of [!object.ready, object.ready]) {
        const changed = { ...object, ready };
        run.take({ events: [{ type: 'upsert', object: changed }] });
        expect(given).toEqual(before);
      }
    }
  });

  it('leaves alone rows whose common part changes, and makes new ones', () => {
    const run = new Run();
    run.take({ events: [] });
    const policies = WORLD.filter(one => one.type === 'peerauthentication');
    let moved = 0;
    for (const policy of policies) {
      for (const mode of ['STRICT', 'DISABLE', 'PERMISSIVE']) {
        const given = run.assessor.assessment.workloads;
        const before = structuredClone(given);
        const object = { ...policy, mode };
        run.take({ events: [{ type: 'upsert', object }] });
        expect(given).toEqual(before);
        const { workloads } = run.assessor.assessment;
        for (const [at, row] of workloads.entries()) {
          if (row === given[at]) continue;
          moved += 1;
          expect(row.mtls).not.toEqual(given[at].mtls);
          // What it does not have in common is what it was.
          expect({ ...row, mtls: [] }).toEqual({ ...given[at], mtls: [] });
          expect(row.podList).toBe(given[at].podList);
        }
      }
    }
    expect(moved).toBeGreaterThan(0);
  });

  it('makes no row new but its own when a client without a proxy comes', () => {
    const objects = trimAll([
      ...rawMesh(),
      rawPod({ proxy: {} }),
      rawPod({ app: 'shop-client' }),
    ]);
    const index = MeshIndex.build(objects);
    const context = { cluster: CLUSTER, now: NOW, dataStates: new Map() };
    const assessor = new ClusterAssessor(index, context);
    assessor.update();
    const [object] = trimAll([
      rawNamespace('clients'),
      rawPod({ app: 'client', namespace: 'clients' }),
    ]).filter(({ type }) => type === 'pod');
    index.apply({ type: 'upsert', object });
    const { workloads, strictReadiness, plainClients } = assessor.update();
    expect(workloads.removed).toEqual([]);
    expect(workloads.added.map(({ ref }) => ref.name)).toEqual(['client']);
    expect(strictReadiness).toEqual({ removed: [], added: [] });
    expect(plainClients.removed).toEqual([]);
    expect(plainClients.added).toEqual([
      expect.objectContaining({ pods: 1, kind: 'workload' }),
    ]);
    const complete = completeAssessment(assessor.assessment);
    expect(complete).toEqual(assessCluster(index, context));
    const cart = complete.workloads.find(({ ref }) => ref.name === 'cart');
    expect(
      cart?.mtls.map(({ strict }) => strict.reasons.map(one => one.ref.name)),
    ).toEqual([['client', 'shop-client']]);
    expect(
      complete.strictReadiness.map(one => [
        one.namespace,
        one.reasons.map(({ ref }) => ref.name),
      ]),
    ).toEqual([
      ['istio-system', ['client', 'shop-client']],
      ['shop', ['shop-client', 'client']],
    ]);
  });

  it('is as at first once every object is back', () => {
    const run = new Run();
    run.take({ events: [] });
    const first = run.assessor.assessment;
    for (const object of WORLD) {
      run.take({ events: [{ type: 'delete', ref: object.ref }] });
      run.take({ events: [{ type: 'upsert', object }] });
      expect(run.assessor.assessment).toEqual(first);
    }
  });

  it('runs nothing for an object that says the same again', () => {
    const run = new Run();
    run.take({ events: [] });
    const { runs } = run.assessor;
    for (const object of structuredClone(WORLD)) {
      run.take({ events: [{ type: 'upsert', object }] });
    }
    expect(run.assessor.runs).toBe(runs);
  });

  it('follows nothing once it is closed', () => {
    const run = new Run();
    run.take({ events: [] });
    const before = run.assessor.assessment;
    run.assessor.close();
    for (const { ref } of WORLD) run.index.apply({ type: 'delete', ref });
    run.assessor.update();
    expect(run.assessor.assessment).toEqual(before);
  });
});
