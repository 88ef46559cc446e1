import type { Environment } from '@marcbachmann/cel-js';
import type { StepBudget } from '@meshwright/backstage-plugin-istio-node';
import { type LinearPattern, linearPattern } from '../linearPattern';

/** As much of the library's own as a macro is handed. */
interface Checker {
  check(node: unknown, context: unknown): { kind: string; name: string };
  getType(name: string): unknown;
}
interface Evaluator {
  run(node: unknown, context: unknown): unknown;
}
interface Call {
  receiver: unknown;
  args: unknown[];
}

/** So many patterns are kept. */
const MOST_PATTERNS = 100;

function patternsOf(budget: () => StepBudget) {
  const known = new Map<string, LinearPattern>();
  return (pattern: string): LinearPattern => {
    const kept = known.get(pattern);
    if (kept) return kept;
    const made = linearPattern(pattern, budget);
    const [oldest] = known.keys();
    if (known.size === MOST_PATTERNS) known.delete(oldest);
    known.set(pattern, made);
    return made;
  };
}

/**
 * `matches` in linear time. The library's own runs JavaScript's expressions and
 * cannot be replaced; a macro comes before it, whatever it says of the type
 * that it is called on. Source: cel-spec, langdef.md (RE2).
 *
 * @internal
 */
export function addMatches(env: Environment, budget: () => StepBudget): void {
  const patternOf = patternsOf(budget);
  env.registerFunction(
    'bool.matches(ast): bool',
    ({ receiver, args: [argument] }: Call) => ({
      typeCheck(checker: Checker, _: unknown, context: unknown) {
        for (const node of [receiver, argument]) {
          const { kind, name } = checker.check(node, context);
          if (kind !== 'dyn' && name !== 'string') {
            throw new Error(`matches() takes texts and no ${name}`);
          }
        }
        return checker.getType('bool');
      },
      evaluate(evaluator: Evaluator, _: unknown, context: unknown) {
        const text = evaluator.run(receiver, context);
        const pattern = evaluator.run(argument, context);
        if (typeof text !== 'string' || typeof pattern !== 'string') {
          throw new Error('matches() takes texts');
        }
        return patternOf(pattern).test(text);
      },
    }),
  );
}
