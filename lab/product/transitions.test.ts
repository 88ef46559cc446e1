import type { JsonObject } from '@backstage/types';
import { nativeImport } from '@meshwright/test-kit';
import { KindVerdicts } from '../../plugins/scaffolder-backend-module-istio/src/schema/KindVerdicts';
import type { OpenApiSchema } from '../../plugins/scaffolder-backend-module-istio/src/schema/KindSchema';
import { eventually } from './eventually';
import { kube } from './labKube';

jest.setTimeout(240_000);

const GROUP = 'lab.meshwright.dev';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const COLLECTION = `/apis/${GROUP}/v1/namespaces/default/guardeds`;

/** So many changes are judged on both sides. */
const CHANGES = 120;

const guarded = (rule = 'self == oldSelf', optionalOldSelf?: boolean) => ({
  type: 'string',
  'x-kubernetes-validations': [
    { rule, message: 'no', ...(optionalOldSelf && { optionalOldSelf }) },
  ],
});

/** Every way in which a value can come from one before. */
const SPEC: OpenApiSchema = {
  type: 'object',
  properties: {
    fixed: guarded(),
    uid: { type: 'string' },
    filled: { ...guarded(), default: 'a' },
    first: guarded("oldSelf.orValue('a') == self", true),
    entries: {
      type: 'array',
      maxItems: 5,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'port'],
      items: {
        type: 'object',
        required: ['name', 'port'],
        properties: {
          name: { type: 'string' },
          port: { type: 'integer' },
          value: guarded(),
        },
      },
    },
    named: {
      type: 'object',
      maxProperties: 5,
      additionalProperties: guarded(),
    },
  },
  'x-kubernetes-validations': [
    { rule: '!has(oldSelf.uid) || has(self.uid)', message: 'uid stays' },
  ],
};

/** The same row of numbers each time: a difference can be looked at again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomSpec(random: (below: number) => number): JsonObject {
  const word = () => 'ab'[random(2)];
  const maybe = (name: string, make: () => JsonObject[string]) =>
    random(3) === 0 ? {} : { [name]: make() };
  const entries = ['x', 'y']
    .flatMap(name => [1, 2].map(port => ({ name, port })))
    .filter(() => random(3) > 0)
    .map(one => ({ ...one, ...maybe('value', word) }));
  if (random(2)) entries.reverse();
  return {
    ...maybe('fixed', word),
    ...maybe('uid', word),
    ...maybe('filled', word),
    ...maybe('first', word),
    ...maybe('entries', () => entries),
    ...maybe('named', () => ({ ...maybe('k', word), ...maybe('l', word) })),
  };
}

const object = (name: string, spec: JsonObject, more: JsonObject = {}) => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'Guarded',
  metadata: { name, ...more },
  spec,
});

async function isTaken(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (/: 422 /.test(String(error))) return false;
    throw error;
  }
}

describe('rules about changes', () => {
  const name = `guardeds.${GROUP}`;
  beforeAll(async () => {
    await kube('POST', CRDS, {
      body: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name },
        spec: {
          group: GROUP,
          scope: 'Namespaced',
          names: { plural: 'guardeds', kind: 'Guarded' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: { type: 'object', properties: { spec: SPEC } },
              },
            },
          ],
        },
      },
    });
    await eventually(async () => {
      await kube('POST', `${COLLECTION}?dryRun=All`, {
        body: object('probe', {}),
      });
    });
  });
  afterAll(() => kube('DELETE', `${CRDS}/${name}`));

  it('are judged as the API server judges them', async () => {
    const verdicts = new KindVerdicts(nativeImport);
    const kind = {
      root: 'Guarded',
      schemas: { Guarded: { type: 'object', properties: { spec: SPEC } } },
    };
    const random = randomNumbers(20_261_123);
    const seen = { taken: 0, refused: 0 };
    for (let at = 0; at < CHANGES; at++) {
      const old = randomSpec(random);
      // A few changes from the old one, or something else altogether.
      const spec = random(2)
        ? { ...old, ...randomSpec(random) }
        : randomSpec(random);
      // What may be first is a rule of its own, for both.
      const create = object(`guarded-${at}`, old);
      const created = await isTaken(kube('POST', COLLECTION, { body: create }));
      const first = await verdicts.judge({ spec: old }, kind, {
        state: 'none',
      });
      expect([old, first.problems.length === 0]).toEqual([old, created]);
      if (!created) continue;
      const path = `${COLLECTION}/guarded-${at}`;
      const held = await kube('GET', path);
      const resourceVersion = held?.metadata.resourceVersion;
      const taken = await isTaken(
        kube('PUT', `${path}?dryRun=All`, {
          body: object(`guarded-${at}`, spec, { resourceVersion }),
        }),
      );
      const { problems, unverified } = await verdicts.judge({ spec }, kind, {
        state: 'held',
        object: { spec: old },
      });
      expect([old, spec, problems.length === 0, unverified]).toEqual([
        old,
        spec,
        taken,
        [],
      ]);
      seen[taken ? 'taken' : 'refused'] += 1;
    }
    process.stdout.write(
      `Rules about changes: ${seen.taken} taken, ${seen.refused} refused, by both alike\n`,
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(5);
  });
});
