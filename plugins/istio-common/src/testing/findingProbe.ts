import type { FindingStatus } from '../api/facts';
import { assessRaw } from './assessRaw';
import { findingWords } from './findingWords';

/** Takes an answer down beside the test and hands it back: `recordAnswers(__filename)`. */
type Answer = <T>(answer: T) => T;

type Options = Parameters<typeof assessRaw>[1];

/** Codes by name, or by their range. */
type Codes = readonly string[] | RegExp;

/**
 * What a test of rules asks: the findings of some codes on raw objects that
 * stand in a world. Every word of them goes to the answers; the same must be
 * found with the objects in the other order.
 */
export function findingProbe(answer: Answer, world: readonly unknown[] = []) {
  /** The findings themselves. */
  function statuses(
    options: Options,
    codes: Codes,
    ...raw: unknown[]
  ): FindingStatus[] {
    const objects = [...world, ...raw];
    const judge = (some: readonly unknown[]) =>
      assessRaw(some, options).findings.filter(({ code }) =>
        codes instanceof RegExp ? codes.test(code) : codes.includes(code),
      );
    const findings = judge(objects);
    const words = answer(findingWords(findings));
    expect(findingWords(judge([...objects].reverse()))).toEqual(words);
    return findings;
  }

  /** `code severity Kind namespace/name` of each. */
  function foundIn(options: Options, codes: Codes, ...raw: unknown[]) {
    return findingWords(statuses(options, codes, ...raw)).map(
      one => Object.keys(one)[0],
    );
  }

  return {
    statuses,
    foundIn,
    found: (codes: Codes, ...raw: unknown[]) => foundIn({}, codes, ...raw),
  };
}
