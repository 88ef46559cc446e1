import { linearRegExp } from '@meshwright/backstage-plugin-istio-node';

/** As much of a regular expression as ajv calls. @internal */
export interface LinearPattern {
  test(text: string): boolean;
  /** Ajv tells expressions apart by it. */
  toString(): string;
}

/**
 * A pattern of a cluster's definitions: RE2, and in time proportional to the
 * text, since JavaScript's own may take exponential time for what a cluster
 * publishes. Throws for one that is not read.
 *
 * @internal
 */
export function linearPattern(pattern: string): LinearPattern {
  const test = linearRegExp(pattern);
  if (!test) {
    throw new Error(`cannot read the pattern ${pattern.slice(0, 120)}`);
  }
  return { test, toString: () => pattern };
}

/** What ajv makes the expressions of a schema with. @internal */
export const linearEngine = Object.assign(linearPattern, {
  code: 'linearPattern',
});
