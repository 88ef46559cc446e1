import {
  linearRegExp,
  type StepBudget,
} from '@meshwright/backstage-plugin-istio-node';

/** As much of a regular expression as ajv calls. @internal */
export interface LinearPattern {
  test(text: string): boolean;
  /** Ajv tells expressions apart by it. */
  toString(): string;
}

/**
 * A pattern of a cluster's definitions: RE2, and in time proportional to the
 * text, since JavaScript's own may take exponential time for what a cluster
 * publishes. Its steps come out of the budget of the object that is judged just
 * then. Throws for one that is not read.
 *
 * @internal
 */
export function linearPattern(
  pattern: string,
  budget: () => StepBudget,
): LinearPattern {
  const test = linearRegExp(pattern, budget());
  if (!test) {
    throw new Error(`cannot read the pattern ${pattern.slice(0, 120)}`);
  }
  return { test: text => test(text, budget()), toString: () => pattern };
}

/** What ajv makes the expressions of a schema with. @internal */
export function linearEngine(budget: () => StepBudget) {
  return Object.assign((pattern: string) => linearPattern(pattern, budget), {
    code: 'linearPattern',
  });
}
