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

/** The definition of a kind whose objects have the schema. */
const definition = (plural: string, kind: string, spec: OpenApiSchema) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${GROUP}` },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: { plural, kind },
    versions: [
      {
        ...{ name: 'v1', served: true, storage: true },
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
      },
    ],
  },
});

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
    await kube('POST', CRDS, { body: definition('guardeds', 'Guarded', SPEC) });
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

/** The same schema before it got strict, and after. */
function limited(isStrict: boolean): OpenApiSchema {
  const when = (limits: OpenApiSchema): OpenApiSchema =>
    isStrict ? limits : {};
  const text: OpenApiSchema = {
    type: 'string',
    maxLength: isStrict ? 3 : 50,
    ...when({ pattern: '^[a-z]*$' }),
  };
  const ruled: OpenApiSchema = {
    ...{ type: 'string', maxLength: 50 },
    ...when({
      'x-kubernetes-validations': [{ rule: 'size(self) < 4', message: 'no' }],
    }),
  };
  const broken: OpenApiSchema = {
    ...{ type: 'string', maxLength: 50 },
    ...when({
      'x-kubernetes-validations': [{ rule: 'int(self) > 0', message: 'no' }],
    }),
  };
  const entry: OpenApiSchema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', maxLength: 50 },
      text,
      mode: { type: 'string', default: 'a' },
    },
  };
  const entries = { type: 'array', maxItems: 5, items: entry };
  const twoTexts = {
    ...{ type: 'object', properties: { a: text, b: { type: 'string' } } },
    ...when({ required: ['a'] }),
  };
  return {
    ...{ type: 'object' },
    ...when({ required: ['text'] }),
    properties: {
      ...{ text, ruled, broken, group: twoTexts },
      other: { type: 'string' },
      open: {
        ...{ type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        ...when({ minProperties: 2 }),
      },
      named: { type: 'object', additionalProperties: text },
      keyed: {
        ...entries,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      },
      plain: entries,
      unique: {
        ...{ type: 'array', maxItems: 5, items: { type: 'string' } },
        ...when({ 'x-kubernetes-list-type': 'set' }),
      },
      either: {
        ...{ type: 'object' },
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        ...when({
          anyOf: [
            { properties: { a: { maxLength: 3 } }, required: ['a'] },
            { properties: { b: { maxLength: 3 } }, required: ['b'] },
          ],
        }),
      },
    },
  };
}

function randomLimited(random: (below: number) => number): JsonObject {
  const word = () => ['a', 'b', 'abcd', 'B'][random(4)];
  const maybe = (name: string, make: () => JsonObject[string]) =>
    random(3) === 0 ? { [name]: make() } : {};
  const pair = () => ({ ...maybe('a', word), ...maybe('b', word) });
  const entries = () => {
    const all = ['x', 'y']
      .filter(() => random(3) > 0)
      .map(name => ({ name, ...maybe('text', word), ...maybe('mode', word) }));
    return random(2) ? all : all.reverse();
  };
  return {
    ...(random(5) > 0 && { text: word() }),
    ...maybe('ruled', word),
    // A rule that ends in an error is not one that is false.
    ...(random(8) === 0 && { broken: ['1', '0', 'x'][random(3)] }),
    ...maybe('group', pair),
    ...maybe('open', pair),
    ...maybe('named', pair),
    ...maybe('keyed', entries),
    ...maybe('plain', entries),
    ...maybe('unique', () => [word(), word()]),
    ...maybe('either', pair),
  };
}

describe('objects from before a definition got strict', () => {
  const collection = `/apis/${GROUP}/v1/namespaces/default/limiteds`;
  const crd = `${CRDS}/limiteds.${GROUP}`;
  const random = randomNumbers(20_261_124);
  const olds = Array.from({ length: CHANGES }, () => randomLimited(random));
  const of = (name: string, spec: JsonObject, more: JsonObject = {}) => ({
    ...object(name, spec, more),
    kind: 'Limited',
  });

  beforeAll(async () => {
    const lax = definition('limiteds', 'Limited', limited(false));
    await kube('POST', CRDS, { body: lax });
    await eventually(async () => {
      await kube('POST', `${collection}?dryRun=All`, {
        body: of('probe', {}),
      });
    });
    for (const [at, spec] of olds.entries()) {
      await kube('POST', collection, { body: of(`limited-${at}`, spec) });
    }
    const held = await kube('GET', crd);
    await kube('PUT', crd, {
      body: {
        ...definition('limiteds', 'Limited', limited(true)),
        metadata: held?.metadata,
      },
    });
    await eventually(async () => {
      const probe = of('probe', { text: 'abcd' });
      const taken = await isTaken(
        kube('POST', `${collection}?dryRun=All`, { body: probe }),
      );
      expect(taken).toBe(false);
    });
  });
  afterAll(() => kube('DELETE', crd));

  it('may stay as they are, and are judged as the API server judges them', async () => {
    const verdicts = new KindVerdicts(nativeImport);
    const kind = {
      root: 'Limited',
      schemas: {
        Limited: { type: 'object', properties: { spec: limited(true) } },
      },
    };
    const seen = { taken: 0, refused: 0, tolerated: 0 };
    for (const [at, old] of olds.entries()) {
      const path = `${collection}/limited-${at}`;
      const held = await kube('GET', path);
      const resourceVersion = held?.metadata.resourceVersion;
      for (const change of [{}, { other: 'new' }, randomLimited(random)]) {
        const spec = { ...old, ...change };
        const taken = await isTaken(
          kube('PUT', `${path}?dryRun=All`, {
            body: of(`limited-${at}`, spec, { resourceVersion }),
          }),
        );
        const { problems, unverified } = await verdicts.judge({ spec }, kind, {
          ...{ state: 'held', object: { spec: old } },
        });
        expect([old, spec, problems, unverified]).toEqual([
          old,
          spec,
          taken ? [] : expect.arrayContaining([expect.anything()]),
          [],
        ]);
        seen[taken ? 'taken' : 'refused'] += 1;
        const fresh = await verdicts.judge({ spec }, kind, { state: 'none' });
        if (taken && fresh.problems.length > 0) seen.tolerated += 1;
      }
    }
    process.stdout.write(
      `Objects from before: ${seen.taken} taken, ${seen.tolerated} of them for what was there, ${seen.refused} refused, by both alike\n`,
    );
    expect(Math.min(seen.refused, seen.tolerated)).toBeGreaterThan(20);
  });
});
