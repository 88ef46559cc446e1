import type { JsonObject } from '@backstage/types';
import { nativeImport } from '@meshwright/test-kit';
import type { OpenApiSchema } from './KindSchema';
import { KindVerdicts } from './KindVerdicts';

const short = { type: 'string', maxLength: 3 };
const ruled: OpenApiSchema = {
  type: 'string',
  'x-kubernetes-validations': [{ rule: 'size(self) < 4', message: 'too long' }],
};
const broken: OpenApiSchema = {
  type: 'string',
  'x-kubernetes-validations': [{ rule: 'int(self) > 0', message: 'no' }],
};

function list(type: string | undefined, items: OpenApiSchema): OpenApiSchema {
  return {
    type: 'array',
    items,
    ...(type && { 'x-kubernetes-list-type': type }),
    ...(type === 'map' && { 'x-kubernetes-list-map-keys': ['name'] }),
  };
}

const entry: OpenApiSchema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, value: short, ruled },
};

const SPEC: OpenApiSchema = {
  type: 'object',
  required: ['must'],
  properties: {
    must: { type: 'string' },
    other: { type: 'string' },
    short,
    ruled,
    broken,
    group: {
      type: 'object',
      required: ['must'],
      properties: { must: { type: 'string' }, short },
    },
    open: {
      type: 'object',
      required: ['must'],
      'x-kubernetes-preserve-unknown-fields': true,
    },
    named: { type: 'object', additionalProperties: short },
    entries: list('map', entry),
    atomic: list(undefined, short),
    defaulted: list(undefined, {
      type: 'object',
      properties: { short, mode: { type: 'string', default: 'x' } },
    }),
    unique: list('set', { type: 'string' }),
    either: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      anyOf: [
        { properties: { a: { maxLength: 3 } }, required: ['a'] },
        { properties: { b: { maxLength: 3 } }, required: ['b'] },
      ],
    },
  },
};

const verdicts = new KindVerdicts(nativeImport);

async function judged(
  old: JsonObject | undefined,
  spec: JsonObject,
  root = 'dev.example.v1.Thing',
) {
  const kind = {
    root,
    schemas: { [root]: { type: 'object', properties: { spec: SPEC } } },
  };
  const { problems, unverified } = await verdicts.judge(
    { spec },
    kind,
    old ? { state: 'held', object: { spec: old } } : { state: 'none' },
  );
  expect(unverified).toEqual([]);
  return problems.map(({ path }) => path);
}

const LONG = 'longer';
const at = (more: JsonObject) => ({ must: 'm', ...more });

describe('what did not fit before', () => {
  it.each<[string, JsonObject, JsonObject?]>([
    ['a value', at({ short: LONG })],
    ['what a rule is against', at({ ruled: LONG })],
    ['a field that is missing', at({ group: { short: 's' } })],
    ['a key of a map', at({ named: { a: LONG, b: 'b' } })],
    [
      'an entry of a list by keys',
      at({ entries: [{ name: 'a', value: LONG }] }),
    ],
    [
      'an entry whose place is another one now',
      at({ entries: [{ name: 'a', value: LONG }, { name: 'b' }] }),
      at({ entries: [{ name: 'b' }, { name: 'a', value: LONG }] }),
    ],
    [
      'an entry beside one that is new',
      at({ entries: [{ name: 'a', ruled: LONG }] }),
      at({ entries: [{ name: 'a', ruled: LONG }, { name: 'b' }] }),
    ],
    ['an entry of a list as a whole', at({ atomic: ['a', LONG] })],
    [
      'a list that is the same with its defaults',
      at({ defaulted: [{ short: LONG }] }),
      at({ defaulted: [{ mode: 'x', short: LONG }] }),
    ],
    ['an entry that is there twice', at({ unique: ['a', 'a'] })],
    [
      'another entry that is there twice',
      at({ unique: ['a', 'a'] }),
      at({ unique: ['b', 'b'] }),
    ],
    ['none of several', at({ either: { a: LONG } })],
  ])('is taken as it is: %s', async (_, old, changed = old) => {
    expect(await judged(old, { ...changed, other: 'new' })).toEqual([]);
    // It is what was there that makes the difference.
    const fresh = await judged(undefined, { ...changed, other: 'new' });
    expect(fresh).not.toEqual([]);
  });

  it.each<[string, string, JsonObject, JsonObject]>([
    [
      'a value that is another',
      '/spec/short',
      at({ short: LONG }),
      at({ short: 'another' }),
    ],
    [
      'what a rule is against',
      '/spec/ruled',
      at({ ruled: LONG }),
      at({ ruled: 'another' }),
    ],
    ['what was not there', '/spec/short', at({}), at({ short: LONG })],
    ['a field beside what changed', '/spec', { other: 'a' }, { other: 'b' }],
    [
      'a field that is missing in what changed',
      '/spec/group',
      at({ group: { short: 'a' } }),
      at({ group: { short: 'b' } }),
    ],
    [
      'a field that is missing in what no schema tells of',
      '/spec/open',
      at({ open: { a: 1 } }),
      at({ open: { a: 1 } }),
    ],
    [
      'an entry under another key',
      '/spec/entries/0/value',
      at({ entries: [{ name: 'a', value: LONG }] }),
      at({ entries: [{ name: 'b', value: LONG }] }),
    ],
    [
      'an entry of a list of which another changed',
      '/spec/atomic/1',
      at({ atomic: ['a', LONG] }),
      at({ atomic: ['b', LONG] }),
    ],
    [
      'an entry that is there twice now',
      '/spec/unique',
      at({ unique: ['a', 'b'] }),
      at({ unique: ['a', 'a'] }),
    ],
    [
      'an error in a rule',
      '/spec/broken',
      at({ broken: 'x' }),
      at({ broken: 'x' }),
    ],
    [
      'an unknown field',
      '/spec/group',
      at({ group: { must: 'm', extra: 1 } }),
      at({ group: { must: 'm', extra: 1 } }),
    ],
  ])('counts: %s', async (_, path, old, changed) => {
    expect(await judged(old, changed)).toContain(path);
  });

  it('counts below one of several where what has these changed', async () => {
    const paths = await judged(
      at({ either: { a: LONG, b: 'longer too' } }),
      at({ either: { a: LONG, b: 'even longer' } }),
    );
    expect(paths).toContain('/spec/either/a');
  });

  it('counts where the type is one of Kubernetes itself', async () => {
    const old = at({ short: LONG });
    for (const [root, found] of [
      ['io.k8s.api.core.v1.Service', ['/spec/short']],
      ['io.k8s.networking.gateway.v1.Gateway', []],
    ] as const) {
      expect(await judged(old, { ...old, other: 'new' }, root)).toEqual(found);
    }
  });
});
