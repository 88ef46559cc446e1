import { join } from 'node:path';
import {
  type BuildResult,
  INTENTS,
} from '@meshwright/backstage-plugin-istio-common';
import { goldenCases } from '@meshwright/test-kit';
import * as fc from 'fast-check';
import { parse } from 'yaml';

const BUILD = join(__dirname, '../../../istio-common/src/build');

/** An intent that is valid, with what was made of it. */
export interface RandomIntent {
  /** Name of its kind. */
  kind: string;
  result: Extract<BuildResult, { built: unknown }>;
}

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6})?$/);
const host = label.map(name => `${name}.appk8s.com`);

/** Fields that may have any name without the rest becoming wrong. */
const NAMED: Record<string, fc.Arbitrary<string>> = {
  name: label,
  namespace: label,
  host,
  commonName: host,
};

/** Whether a field gets another value, and which. */
type Change = { other: boolean; value: string; host: string };

const changes = fc.infiniteStream(
  fc.record({
    other: fc.boolean(),
    value: label,
    host,
  }),
);

/** The value with names of its own here and there, and optional parts left out. */
function varied(value: unknown, next: () => Change): unknown {
  if (Array.isArray(value)) return value.map(one => varied(one, next));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const change = next();
      if (key in NAMED && typeof inner === 'string' && change.other) {
        return [
          [
            key,
            key === 'name' || key === 'namespace' ? change.value : change.host,
          ],
        ];
      }
      return [[key, varied(inner, next)]];
    }),
  );
}

const CASES = INTENTS.flatMap(kind =>
  goldenCases(join(BUILD, kind.name, '__fixtures__')).map(({ input }) => ({
    kind,
    input,
  })),
);

/**
 * Valid intents of every kind: the reviewed cases under random names. What no
 * longer goes together by that is left out.
 */
export const randomIntent: fc.Arbitrary<RandomIntent> = fc
  .tuple(fc.constantFrom(...CASES), changes)
  .map(([{ kind, input }, stream]) => {
    const next = () => stream.next().value;
    return { kind: kind.name, result: kind.build(varied(parse(input), next)) };
  })
  .filter((one): one is RandomIntent => 'built' in one.result);
