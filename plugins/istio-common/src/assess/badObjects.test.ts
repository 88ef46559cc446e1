import fc from 'fast-check';
import { MeshIndex } from '../index/MeshIndex';
import { buildEntityStatus } from '../summary/buildEntityStatus';
import { entitySelector } from '../summary/entitySelector';
import { GOOD_OBJECTS } from '../testing/badObjects/goodObjects';
import {
  BAD_VALUES,
  everyPlace,
  replaced,
  spoilable,
} from '../testing/badObjects/spoil';
import { NOW, keepRaw, trimAll } from '../testing/assessRaw';
import {
  rawIngressGateway,
  rawMesh,
  rawPeerAuthentication,
  rawPod,
  rawRoute,
} from '../testing/rawObjects';
import {
  rawAuthorizationPolicy,
  rawNetworkPolicy,
} from '../testing/raw/security';
import { WATCHED_RESOURCES } from '../trim/watchedResources';
import { type KeptAssessment, completeAssessment } from './assessCluster';
import { ClusterAssessor } from './incremental/ClusterAssessor';

const SELECTOR = entitySelector({
  'backstage.io/kubernetes-label-selector': 'app=cart',
  'backstage.io/kubernetes-namespace': 'shop',
});

const SURROUNDINGS = [...rawMesh(), ...rawIngressGateway(), ...GOOD_OBJECTS];

function statusOf(assessment: KeptAssessment) {
  return buildEntityStatus({
    entityRef: 'component:default/cart',
    selector: SELECTOR,
    clusters: [
      {
        cluster: 'eu-1',
        state: 'live',
        since: NOW.toISOString(),
        istio: 'installed',
        certManager: 'installed',
        resources: [],
      },
    ],
    assessments: [assessment],
    changes: [],
    now: NOW,
  });
}

/** Everything that is said of the objects, as it goes over the wire. */
function judged(raw: readonly unknown[]): string {
  const assessment = keepRaw(raw);
  return JSON.stringify([completeAssessment(assessment), statusOf(assessment)]);
}

function kindOf(object: unknown): string {
  // GOOD_OBJECTS say what they are.
  const { apiVersion, kind } = object as { apiVersion: string; kind: string };
  return `${apiVersion} ${kind}`;
}

/** The object with some fields replaced by bad values. */
function spoilt(object: unknown): fc.Arbitrary<unknown> {
  const place = fc.constantFrom(...spoilable(object));
  return fc
    .array(fc.tuple(place, fc.constantFrom(...BAD_VALUES)), {
      minLength: 1,
      maxLength: 4,
    })
    .map(changes =>
      changes.reduce<unknown>(
        (value, [path, bad]) => replaced(value, path, bad),
        object,
      ),
    );
}

describe('bad objects', () => {
  it('are made of every kind that is watched', () => {
    const kinds = new Set(
      GOOD_OBJECTS.map(one => kindOf(one).replace(/\/?v1\S* /, '/')),
    );
    for (const { group, kind } of WATCHED_RESOURCES) {
      expect(kinds).toContain(`${group}/${kind}`);
    }
  });

  it.each(GOOD_OBJECTS.map(object => [kindOf(object), object] as const))(
    '%s: any field of any type is trimmed without a throw',
    (_kind, object) => {
      for (const bad of BAD_VALUES) {
        for (const one of everyPlace(object, bad)) trimAll([one]);
      }
      for (const bad of BAD_VALUES) trimAll([bad]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it.each(GOOD_OBJECTS.map(object => [kindOf(object), object] as const))(
    '%s: the cluster is judged whatever is wrong with it',
    (_kind, object) => {
      fc.assert(
        fc.property(spoilt(object), one => {
          expect(judged([...SURROUNDINGS, one])).toContain('eu-1');
        }),
        { numRuns: 10 },
      );
    },
  );

  it('are judged alike from scratch and one after another', () => {
    const [first, ...others] = GOOD_OBJECTS.map(spoilt);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(first, ...others), { maxLength: 8 }),
        spoiltObjects => {
          const context = { cluster: 'eu-1', now: NOW, dataStates: new Map() };
          const index = MeshIndex.build(trimAll(SURROUNDINGS));
          const assessor = new ClusterAssessor(index, context);
          assessor.update();
          for (const object of trimAll(spoiltObjects)) {
            index.apply({ type: 'upsert', object });
          }
          assessor.update();
          assessor.close();
          expect(assessor.assessment).toEqual(
            keepRaw([...SURROUNDINGS, ...spoiltObjects]),
          );
        },
      ),
      { numRuns: 15 },
    );
  });
});

const LONG = 'a'.repeat(1_000_000);

/** Milliseconds that this process worked: a machine that stops does not count. */
function timed(run: () => void): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1000;
}

describe('objects without measure', () => {
  it.each(GOOD_OBJECTS.map(object => [kindOf(object), object] as const))(
    '%s: a megabyte in any string costs no more than reading it',
    (_kind, object) => {
      const strings = [LONG, `*${LONG}`, `${'/a'.repeat(500_000)}`];
      const took = timed(() => {
        for (const text of strings) {
          for (const one of everyPlace(object, text)) trimAll([one]);
        }
      });
      expect(took).toBeLessThan(50_000);
    },
  );

  it('keeps little of megabytes in annotations, and judges what is left', () => {
    const raw = GOOD_OBJECTS.map(object => {
      const one = structuredClone(object) as {
        metadata: { annotations: Record<string, string> };
      };
      for (const key of Object.keys(one.metadata.annotations)) {
        one.metadata.annotations[key] = `${LONG},${LONG}`;
      }
      return one;
    });
    for (const object of trimAll(raw)) {
      const kept = JSON.stringify(object).length;
      expect([object.ref.kind, kept < 40_000]).toEqual([object.ref.kind, true]);
    }
    const took = timed(() => judged([...SURROUNDINGS, ...raw]));
    expect(took).toBeLessThan(50_000);
  });

  it('judges a thousand policies of each kind on one namespace', () => {
    const many = Array.from({ length: 1000 }, (_, at) => [
      rawPeerAuthentication(
        { selector: { matchLabels: { app: 'cart' } }, mtls: {} },
        { name: `p${at}` },
      ),
      rawAuthorizationPolicy(
        {
          rules: [{ from: [{ source: { principals: [`a/ns/b/sa/${at}`] } }] }],
        },
        { name: `p${at}` },
      ),
      rawNetworkPolicy({}, { name: `p${at}` }),
    ]).flat();
    const pods = Array.from({ length: 50 }, (_, at) =>
      rawPod({ name: `cart-${at}`, app: `cart-${at}`, proxy: {} }),
    );
    const took = timed(() => judged([...SURROUNDINGS, ...pods, ...many]));
    expect(took).toBeLessThan(50_000);
  });

  it('is not caught in delegates that lead back to themselves', () => {
    const delegate = (name: string, to: string) => ({
      ...rawRoute('a.example.com', 'cart', {
        name,
        gateways: name === 'root' ? ['web'] : undefined,
        spec: {
          ...(name !== 'root' && { hosts: [] }),
          http: [{ delegate: { name: to, namespace: 'shop' } }],
        },
      }),
    });
    expect(
      judged([
        ...SURROUNDINGS,
        delegate('root', 'b'),
        delegate('b', 'c'),
        delegate('c', 'b'),
        delegate('self', 'self'),
      ]),
    ).toContain('root');
  });

  it('is not caught in owners that own each other', () => {
    const owned = (name: string, by: string) => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: 'shop',
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: by,
            controller: true,
          },
        ],
      },
    });
    expect(
      judged([...SURROUNDINGS, owned('cart-abc', 'x'), owned('x', 'cart-abc')]),
    ).toContain('cart-abc');
  });
});
