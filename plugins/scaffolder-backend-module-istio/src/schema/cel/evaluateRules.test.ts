import { nativeImport } from '@meshwright/test-kit';
import type { CelRule, KindSchema, OpenApiSchema } from '../KindSchema';
import { RuleEvaluator } from './evaluateRules';
import { loadCel } from './loadCel';

function kindOf(schema: OpenApiSchema): KindSchema {
  return { root: 'A', schemas: { A: schema } };
}

/** Evaluates rules of an object whose only field has the schema. */
async function evaluate(
  value: unknown,
  schema: OpenApiSchema,
  ...rules: CelRule[]
) {
  const evaluator = new RuleEvaluator(await loadCel(nativeImport));
  const field = { ...schema, 'x-kubernetes-validations': rules };
  return evaluator.evaluate(
    { a: value },
    kindOf({ type: 'object', properties: { a: field } }),
  );
}

const text = { type: 'string' };

describe('RuleEvaluator', () => {
  it.each<[string, unknown, OpenApiSchema, boolean]>([
    ["url(self).getScheme() == 'https'", 'https://a/b', text, true],
    ["url(self).getHost() == 'a:80'", 'http://a:80/b?c', text, true],
    ["url(self).getHostname() == '::1'", 'http://[::1]:80/', text, true],
    ["url(self).getPort() == '80'", 'http://u@a:80', text, true],
    ["url(self).getEscapedPath() == '/b'", 'http://a/b?c=d', text, true],
    ['isURL(self)', '/only/a/path', text, true],
    ['isURL(self)', 'a.example.com', text, false],
    ["isURL(self) ? true : isURL('http://' + self)", 'a.b/c', text, true],
    ["quantity(self).isLessThan(quantity('1Gi'))", '512Mi', text, true],
    ["quantity(self).compareTo(quantity('0.1')) == 0", '100m', text, true],
    ['isQuantity(self)', '1.2.3', text, false],
    ["quantity(self).add(quantity('1')).sign() == 1", '-500m', text, true],
    ['self > 1', 2, { type: 'integer' }, true],
    ['self == 1', 1, { 'x-kubernetes-int-or-string': true }, true],
    ["self == 'a'", 'a', { 'x-kubernetes-int-or-string': true }, true],
    ['type(self) == int', 2, { type: 'integer' }, true],
    ['self > 1.5', 2, { type: 'number' }, true],
    [
      'self.isSorted() && self.max() == 3',
      [1, 3],
      { type: 'array', items: { type: 'integer' } },
      true,
    ],
    [
      "self.__namespace__ == 'a' && self.b__dash__c == 'd'",
      { namespace: 'a', 'b-c': 'd' },
      { type: 'object', properties: { namespace: text, 'b-c': text } },
      true,
    ],
    [
      'has(self.a) && !has(self.b) && !has(self.constructor)',
      { a: 'x', hidden: 'y' },
      { type: 'object', properties: { a: text, b: text } },
      true,
    ],
    [
      '!has(self.hidden)',
      { a: 'x', hidden: 'y' },
      { type: 'object', properties: { a: text, hidden2: text } },
      true,
    ],
    [
      "self.all(k, k.startsWith('a'))",
      { a1: 'x', b1: 'y' },
      { type: 'object', additionalProperties: text },
      false,
    ],
    ['isIP(self)', '10.0.0.1', text, true],
  ])('%s of %j is %j', async (rule, value, schema, held) => {
    const report = await evaluate(value, schema, { rule, message: 'no' });
    expect(report).toEqual({
      problems: held ? [] : [{ path: '/a', message: 'no' }],
      unverified: [],
      evaluated: 1,
    });
  });

  it('says what the rule says, by its expression first', async () => {
    const { problems } = await evaluate(
      'x',
      text,
      { rule: 'false', message: 'm', messageExpression: "'is ' + self" },
      { rule: 'false', message: 'm', messageExpression: 'nonsense(' },
      { rule: 'self == "y"' },
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'is x',
      'm',
      'breaks the rule self == "y"',
    ]);
  });

  it.each([
    ['a function that is not known', 'self.frobnicate()'],
    ['a rule that is none', 'self == '],
    ['a field that is not there', 'self.b == 1'],
    ['a rule that says neither', "self + 'x'"],
    ['a pattern that is RE2', "self.matches('(?P<x>a)(?i)b')"],
  ])('names %s, and judges nothing by it', async (_, rule) => {
    const report = await evaluate('x', text, { rule });
    expect(report).toEqual({
      problems: [],
      unverified: [expect.stringContaining(rule.slice(0, 8))],
      evaluated: 0,
    });
  });

  it('fails a rule whose value is not what the rule takes it for', async () => {
    const { problems } = await evaluate(
      'soon',
      text,
      { rule: "duration(self) > duration('1s')" },
      { rule: "url(self).getHost() == ''" },
      { rule: 'int(self) > 0' },
    );
    expect(problems).toHaveLength(3);
  });

  it('does not hold rules about a change against something new', async () => {
    const report = await evaluate(
      'x',
      text,
      { rule: 'self == oldSelf' },
      {
        rule: '!oldSelf.hasValue() || oldSelf.value() == self',
        optionalOldSelf: true,
      },
    );
    expect(report).toEqual({ problems: [], unverified: [], evaluated: 1 });
  });

  describe('of a change', () => {
    const IMMUTABLE = { rule: 'self == oldSelf', message: 'immutable' };
    const list = (schema: OpenApiSchema) => ({
      type: 'array',
      items: {
        type: 'object',
        properties: {
          n: text,
          v: { ...text, 'x-kubernetes-validations': [IMMUTABLE] },
        },
      },
      ...schema,
    });
    const mapList = list({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['n'],
    });

    async function change(schema: OpenApiSchema, old: unknown, value: unknown) {
      const evaluator = new RuleEvaluator(await loadCel(nativeImport));
      return evaluator.evaluate(
        { a: value },
        kindOf({ type: 'object', properties: { a: schema } }),
        { state: 'held', object: { a: old } },
      );
    }
    const guarded = (...rules: CelRule[]) => ({
      ...text,
      'x-kubernetes-validations': rules,
    });

    it.each<[string, OpenApiSchema, unknown, unknown, string[], number]>([
      ['another value', guarded(IMMUTABLE), 'x', 'y', ['/a'], 1],
      ['the same value', guarded(IMMUTABLE), 'x', 'x', [], 1],
      ['a value that is new', guarded(IMMUTABLE), undefined, 'y', [], 0],
      ['a value that was null', guarded(IMMUTABLE), null, 'y', [], 0],
      ['a value that goes', guarded(IMMUTABLE), 'x', undefined, [], 0],
      [
        'an entry by its key, wherever it stands',
        mapList,
        [
          { n: '1', v: 'x' },
          { n: '2', v: 'y' },
        ],
        [
          { n: '2', v: 'y' },
          { n: '1', v: 'z' },
          { n: '3', v: 'w' },
        ],
        ['/a/1/v'],
        2,
      ],
      [
        'entries of a list that has no keys',
        list({}),
        [{ n: '1', v: 'x' }],
        [{ n: '1', v: 'y' }],
        [],
        0,
      ],
      [
        'entries of a set',
        {
          type: 'array',
          'x-kubernetes-list-type': 'set',
          items: guarded(IMMUTABLE),
        },
        ['x'],
        ['y'],
        [],
        0,
      ],
      [
        'keys of a map',
        { type: 'object', additionalProperties: guarded(IMMUTABLE) },
        { k: 'x', toString: 'x' },
        { k: 'y', l: 'z' },
        ['/a/k'],
        1,
      ],
      [
        'a list that was an object',
        mapList,
        { 0: { n: '1', v: 'x' } },
        [{ n: '1', v: 'y' }],
        [],
        0,
      ],
      [
        'an optional, there or not',
        guarded({
          rule: "oldSelf.hasValue() ? oldSelf.value() == self : self == 'first'",
          message: 'm',
          optionalOldSelf: true,
        }),
        undefined,
        'second',
        ['/a'],
        1,
      ],
      [
        'an optional that is there',
        guarded({
          rule: "oldSelf.hasValue() ? oldSelf.value() == self : self == 'first'",
          message: 'm',
          optionalOldSelf: true,
        }),
        'second',
        'second',
        [],
        1,
      ],
    ])('judges %s', async (_, schema, old, value, paths, evaluated) => {
      const report = await change(schema, old, value);
      expect(report.problems.map(({ path }) => path)).toEqual(paths);
      expect([report.evaluated, report.unverified]).toEqual([evaluated, []]);
    });

    // Source: grafana-operator, api/v1beta1/content.go and grafanadashboard_types.go.
    it.each([
      [{ folder: 'a' }, { folder: 'b' }, []],
      [{ uid: 'a' }, { uid: 'a' }, []],
      [{ uid: 'a' }, { uid: 'b' }, ['/a/uid spec.uid is immutable']],
      [{}, { uid: 'b' }, ['/a spec.uid is immutable']],
      [{ uid: 'b' }, {}, ['/a spec.uid is immutable']],
    ])(
      'judges as the rules of GrafanaDashboard: %j to %j',
      async (old, value, expected) => {
        const message = 'spec.uid is immutable';
        const { problems } = await change(
          {
            type: 'object',
            properties: {
              folder: text,
              uid: guarded({ rule: 'self == oldSelf', message }),
            },
            'x-kubernetes-validations': [
              {
                rule: '((!has(oldSelf.uid) && !has(self.uid)) || (has(oldSelf.uid) && has(self.uid)))',
                message,
              },
            ],
          },
          old,
          value,
        );
        expect(problems.map(one => `${one.path} ${one.message}`)).toEqual(
          expected,
        );
      },
    );

    it('names what it cannot judge while nobody knows what was before', async () => {
      const evaluator = new RuleEvaluator(await loadCel(nativeImport));
      const report = evaluator.evaluate(
        { a: 'x' },
        kindOf({
          type: 'object',
          properties: {
            a: guarded(IMMUTABLE, {
              rule: "self == 'oldSelf' || size(self) == 1",
            }),
          },
        }),
        { state: 'unknown', reason: 'the repository was not read' },
      );
      expect(report).toEqual({
        problems: [],
        unverified: [
          'rule self == oldSelf at /a (it looks at a change, and the repository was not read)',
        ],
        evaluated: 1,
      });
    });
  });

  it('judges every value in lists, maps and below references', async () => {
    const evaluator = new RuleEvaluator(await loadCel(nativeImport));
    const item = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule: 'self.n > 1', message: 'small' }],
    };
    const report = evaluator.evaluate(
      { list: [{ n: 2 }, { n: 1 }], map: { 'a/b': { n: 0 } }, gone: null },
      {
        root: 'A',
        schemas: {
          A: {
            type: 'object',
            properties: {
              list: {
                type: 'array',
                items: { allOf: [{ $ref: '#/components/schemas/Item' }] },
              },
              map: {
                type: 'object',
                additionalProperties: { $ref: '#/components/schemas/Item' },
              },
              gone: { $ref: '#/components/schemas/Item' },
            },
          },
          Item: item,
        },
      },
    );
    expect(report).toEqual({
      problems: [
        { path: '/list/1', message: 'small' },
        { path: '/map/a~1b', message: 'small' },
      ],
      unverified: [],
      evaluated: 3,
    });
  });
});
