import type { JsonObject } from '@backstage/types';
import { nativeImport } from '@meshwright/test-kit';
import { RuleEvaluator } from './cel/evaluateRules';
import { loadCel } from './cel/loadCel';
import type { OpenApiSchema } from './KindSchema';
import { KindVerdicts } from './KindVerdicts';
import { toJsonSchema } from './toJsonSchema';

/** Each character of a text is looked for in each of a thousand places. */
const WIDE = '((.?){50}){20}!';

function kindOf(schema: OpenApiSchema) {
  return { root: 'A', schemas: { A: schema } };
}

function judge(object: JsonObject, schema: OpenApiSchema) {
  return new KindVerdicts(nativeImport).judge(object, kindOf(schema));
}

function ruled(...rules: string[]): OpenApiSchema {
  return {
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'integer' } } },
    'x-kubernetes-validations': rules.map(rule => ({ rule, message: rule })),
  };
}

function nested(list: string): string {
  return `${list}.all(a, ${list}.all(b, ${list}.all(c, a + b + c >= 0)))`;
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('steps of the patterns of an object', () => {
  const fields = (count: number): OpenApiSchema => ({
    type: 'object',
    properties: {
      a: {
        type: 'string',
        allOf: numbers(count).map(at => ({ pattern: `${WIDE}|${at}` })),
      },
    },
  });

  it('says of an object with too many that its form was not checked', async () => {
    const a = 'a'.repeat(60);
    expect(await judge({ a, unknown: 1 }, fields(200))).toEqual({
      problems: [],
      evaluated: 0,
      unverified: ['its form, whose patterns take too many steps,'],
    });
    // The next object has steps of its own.
    const verdicts = new KindVerdicts(nativeImport);
    const schema = kindOf(fields(200));
    expect((await verdicts.judge({ a }, schema)).unverified).toHaveLength(1);
    expect((await verdicts.judge({ a: '1' }, schema)).problems).toHaveLength(
      20,
    );
  });

  it('does not read more patterns than there are steps for', () => {
    const { unread } = toJsonSchema(kindOf(fields(2000)));
    expect(unread.length).toBeGreaterThan(500);
    expect(unread.length).toBeLessThan(2000);
    expect(unread.at(-1)).toBe(`${WIDE}|1999`);
  });
});

describe('steps of the rules of an object', () => {
  it('are what the rules over its lists take', async () => {
    const a = numbers(30);
    expect(await judge({ a }, ruled(nested('self.a')))).toEqual({
      problems: [],
      unverified: [],
      evaluated: 1,
    });
  });

  it.each([
    ['literals', nested(`[${numbers(120).join(',')}]`)],
    ['lists of the object', nested('self.a')],
    ['an error that is lost', `${nested('self.a')} || true`],
    [
      'lists that grow',
      `${numbers(40)
        .map(at => `cel.bind(b${at + 1}, b${at} + b${at}, `)
        .join('')
        .replace(/^/, 'cel.bind(b0, self.a, ')}size(b40) > 0${')'.repeat(41)}`,
    ],
    [
      'patterns',
      `self.a.all(x, 'aaaaaaaaaaaaaaaaaaaaaaaa'.matches('${WIDE}') || true)`,
    ],
  ])('say of %s that they were not evaluated', async (_, rule) => {
    const a = numbers(200);
    const { problems, unverified, evaluated } = await judge(
      { a },
      ruled('size(self.a) == 0', rule, 'size(self.a) == 1'),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'size(self.a) == 0',
    ]);
    expect(evaluated).toBe(1);
    expect(unverified).toEqual([
      'the rest of its rules, there is no step left',
      expect.stringContaining('it takes too many steps'),
    ]);
  });

  it('cannot be lifted by a rule', async () => {
    const rule = `true.metered(true) && ${nested('self.a')}`;
    const { evaluated } = await judge({ a: numbers(200) }, ruled(rule));
    expect(evaluated).toBe(0);
  });

  it('are given anew to the next object', async () => {
    const evaluator = new RuleEvaluator(await loadCel(nativeImport));
    const kind = kindOf(ruled(nested('self.a')));
    const evaluated = [200, 3, 200, 3].map(
      count => evaluator.evaluate({ a: numbers(count) }, kind).evaluated,
    );
    expect(evaluated).toEqual([0, 1, 0, 1]);
  });
});
