import * as fc from 'fast-check';
import { StepBudget } from '@meshwright/backstage-plugin-istio-node';
import { nativeImport } from '@meshwright/test-kit';
import { PRODUCT_SCHEMAS } from '../__testUtils__/productSchemas';
import { loadCel } from './cel/loadCel';
import { RuleEvaluator } from './cel/evaluateRules';
import { compileSchema } from './compileSchema';
import type { OpenApiSchema } from './KindSchema';
import { linearPattern } from './linearPattern';
import { toJsonSchema } from './toJsonSchema';

/** JavaScript's own would take longer than anybody lives. */
const HOSTILE = '^([a-z.]+)+!$';
const LONG = 'a'.repeat(50);

function patternsOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'pattern' && typeof value === 'string') found.add(value);
    if (key === 'rule' && typeof value === 'string') {
      for (const [, raw] of value.matchAll(/matches\(r"""(.*?)"""\)/g)) {
        found.add(raw);
      }
    }
    patternsOf(value, found);
  }
  return found;
}

const PATTERNS = [...patternsOf(PRODUCT_SCHEMAS)];

function kindOf(a: OpenApiSchema) {
  const schema: OpenApiSchema = { type: 'object', properties: { a } };
  return { root: 'A', schemas: { A: schema } };
}

async function evaluate(rule: string, a: unknown) {
  const evaluator = new RuleEvaluator(await loadCel(nativeImport));
  const field = { type: 'string', 'x-kubernetes-validations': [{ rule }] };
  return evaluator.evaluate({ a }, kindOf(field));
}

describe('linearPattern', () => {
  it.each(PATTERNS)('%s is as in JavaScript', pattern => {
    const known = new RegExp(pattern);
    const fitting = fc.stringMatching(known);
    const near = fc
      .tuple(fitting, fc.nat(), fc.string({ maxLength: 2 }))
      .map(([text, at, other]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + other + text.slice(place + 1);
      });
    const text = fc.oneof(fitting, near, fc.string());
    const { test } = linearPattern(pattern, () => new StepBudget(Infinity));
    fc.assert(
      fc.property(text, one => {
        expect(test(one)).toBe(known.test(one));
      }),
      { numRuns: 60 },
    );
  });

  it('reads every pattern of the products', () => {
    expect(PATTERNS.length).toBeGreaterThan(15);
    const { unread } = toJsonSchema({ root: 'A', schemas: PRODUCT_SCHEMAS });
    expect(unread).toEqual([]);
  });

  it('keeps the patterns of one schema apart', () => {
    const { check } = compileSchema({
      root: 'A',
      schemas: {
        A: {
          type: 'object',
          properties: {
            a: { type: 'string', pattern: '^a$' },
            b: { type: 'string', pattern: '^b$' },
          },
        },
      },
    });
    expect(check({ a: 'a', b: 'b' })).toEqual([]);
    expect(check({ a: 'b', b: 'a' })).toMatchObject([
      { path: '/a' },
      { path: '/b' },
    ]);
  });

  // These end at all only where nothing goes back.
  it('is what schemas are checked with', () => {
    const { check, unread } = compileSchema(
      kindOf({
        type: 'string',
        allOf: [{ pattern: HOSTILE }],
        pattern: HOSTILE,
      }),
    );
    expect(unread).toEqual([]);
    expect(check({ a: LONG })).toMatchObject([{ path: '/a' }, { path: '/a' }]);
    expect(check({ a: `${LONG}!` })).toEqual([]);
  });

  it.each([
    [`self.matches('${HOSTILE}')`],
    [`self . matches\n( '${HOSTILE}' )`],
    [`[self].exists(one, one.matches('${HOSTILE}'))`],
    [`dyn(self).matches('^([a-z.]+)' + '+!$')`],
  ])('is what the rule %j is evaluated with', async rule => {
    const refused = await evaluate(rule, LONG);
    expect(refused).toMatchObject({ unverified: [], evaluated: 1 });
    expect(refused.problems).toHaveLength(1);
    const taken = await evaluate(rule, `${LONG}!`);
    expect(taken).toEqual({ problems: [], unverified: [], evaluated: 1 });
  });

  it.each([
    ["self.matches('(?=a)')", 'cannot read the pattern'],
    ["self.find('a') == 'a'", 'find'],
    ["1.matches('a')", 'matches'],
    ["[self].matches('a')", 'takes texts'],
    ['dyn(1).matches(self)', 'takes texts'],
  ])('%s counts neither way', async (rule, reason) => {
    const report = await evaluate(rule, 'a');
    expect(report).toEqual({
      problems: [],
      unverified: [expect.stringContaining(reason)],
      evaluated: 0,
    });
  });

  it('is named where a pattern of a schema is not read', () => {
    const { check, unread } = compileSchema(
      kindOf({ type: 'string', pattern: '^(?=a)+$' }),
    );
    expect(unread).toEqual(['pattern ^(?=a)+$']);
    expect(check({ a: 'b' })).toEqual([]);
  });
});
