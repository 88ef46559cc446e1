import type { Environment } from '@marcbachmann/cel-js';
import type { StepBudget } from '@meshwright/backstage-plugin-istio-node';

/** As much of the library's own as a macro is handed. */
interface Checker {
  getType(name: string): unknown;
}
interface Evaluator {
  run(node: unknown, context: unknown): unknown;
}

/** What a value costs beside its step: lists and texts that are joined may grow with each. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Math.floor(value.length / 64);
  return Array.isArray(value) ? Math.floor(value.length / 8) : 0;
}

/**
 * Counts what rules evaluate. The library has no limit of that, and rules with
 * lists inside lists take the product of their lengths; but every part of a
 * rule goes through one function of its evaluator, which it hands to macros.
 *
 * @internal
 */
export function meterSteps(env: Environment, budget: () => StepBudget): void {
  let isMetered = false;
  env.registerFunction('bool.metered(ast): bool', () => ({
    typeCheck: (checker: Checker) => checker.getType('bool'),
    evaluate(evaluator: Evaluator) {
      // A rule may call it too.
      if (isMetered) return true;
      isMetered = true;
      const run = evaluator.run.bind(evaluator);
      evaluator.run = (node, context) => {
        const steps = budget();
        steps.take();
        const value = run(node, context);
        steps.take(sizeOf(value));
        return value;
      };
      return true;
    },
  }));
  env.evaluate('true.metered(true)');
}
