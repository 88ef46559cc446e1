import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import { isError } from '@backstage/errors';
import {
  StepBudget,
  StepsSpentError,
} from '@meshwright/backstage-plugin-istio-node';
import { type CorrelatedValue, pointerNames } from '../CorrelatedValue';
import type { CelRule, KindSchema } from '../KindSchema';
import type { PreviousObject } from '../PreviousObject';
import type { SchemaProblem } from '../SchemaSource';
import { celDialect } from './celDialect';
import { celEnvironment } from './celEnvironment';
import { CelValues } from './CelValues';
import { collectRules, type PlacedRule } from './collectRules';
import type { CelLibrary } from './loadCel';

/** What rules say of an object. @internal */
export interface RuleReport {
  problems: SchemaProblem[];
  /** Rules that could not be evaluated, each with its place and the reason. */
  unverified: string[];
  /** How many rules were evaluated. */
  evaluated: number;
}

/** So many are told one by one. */
const TOLD = 20;

/** So many rules are kept parsed. */
const MOST_PARSED = 1000;

/**
 * Steps of all rules of one object, some tenths of a second; an API server
 * gives its rules a budget too (k8s.io/apiserver, pkg/apis/cel/config.go).
 */
const MOST_STEPS = 2_000_000;

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

function addUnverified(
  report: RuleReport,
  { rule, path }: PlacedRule,
  reason: string,
): void {
  report.unverified.push(
    `rule ${brief(rule.rule)} at ${path || 'the object'} (${brief(reason)})`,
  );
}

/** Errors that come of the value and not of what is missing here. */
function isOfValue(error: Error): boolean {
  const cause = isError(error.cause) ? error.cause : error;
  return (
    cause.name === 'ConversionError' ||
    /^Invalid (duration|timestamp)|^(int|double|bool)\(\) /.test(cause.message)
  );
}

const TEXTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** Looks at a change of the object and not at what it is. */
function isTransition({ rule }: CelRule): boolean {
  return /(?<![.\w])oldSelf\b/.test(rule.replace(TEXTS, "''"));
}

/**
 * Evaluates the rules (`x-kubernetes-validations`) of one kind. Rules about a
 * change (`oldSelf`) count where there was a value before; those that take it
 * as an optional always do. Where nobody knows what was before, they are named
 * as not evaluated. Other rules may be broken where the value is the same as
 * before. A rule that ends in an error because of the value has failed, as at
 * the API server; any other one that cannot be parsed or evaluated, or not
 * within the steps that an object is given, is named, and counts neither way.
 * Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/cel/validation.go.
 *
 * @internal
 */
export class RuleEvaluator {
  readonly #env: Environment;
  readonly #optional: CelLibrary['Optional'];
  readonly #parsed = new Map<string, ParseResult | Error>();
  #budget = new StepBudget(MOST_STEPS);

  constructor(library: CelLibrary) {
    this.#env = celEnvironment(library, () => this.#budget);
    this.#optional = library.Optional;
  }

  evaluate(
    object: unknown,
    kind: KindSchema,
    previous: PreviousObject = { state: 'none' },
    changed?: CorrelatedValue,
  ): RuleReport {
    this.#budget = new StepBudget(MOST_STEPS);
    const values = new CelValues(kind);
    const report: RuleReport = { problems: [], unverified: [], evaluated: 0 };
    const old = previous.state === 'held' ? previous.object : undefined;
    const { rules, more } = collectRules(object, old, kind);
    for (const placed of rules) {
      if (this.#budget.isSpent) {
        report.unverified.unshift(
          'the rest of its rules, there is no step left',
        );
        break;
      }
      if (!isTransition(placed.rule)) {
        this.#judge(placed, values, report, changed);
      } else if (previous.state === 'unknown') {
        addUnverified(
          report,
          placed,
          `it looks at a change, and ${previous.reason}`,
        );
      } else if (placed.old !== undefined || placed.rule.optionalOldSelf) {
        this.#judge(placed, values, report);
      }
    }
    if (more)
      report.unverified.push('the rest of its rules, there are too many');
    const rest = report.unverified.length - TOLD;
    if (rest > 0) {
      report.unverified.splice(TOLD, rest, `${rest} more rules`);
    }
    return report;
  }

  #parse(rule: string): ParseResult | Error {
    const known = this.#parsed.get(rule);
    if (known) return known;
    let parsed: ParseResult | Error;
    try {
      parsed = this.#env.parse(celDialect(rule));
      const { valid, error } = parsed.check();
      if (!valid) parsed = error ?? new Error('does not type-check');
    } catch (error) {
      parsed = isError(error) ? error : new Error(String(error));
    }
    const [oldest] = this.#parsed.keys();
    if (this.#parsed.size === MOST_PARSED) this.#parsed.delete(oldest);
    this.#parsed.set(rule, parsed);
    return parsed;
  }

  #judge(
    placed: PlacedRule,
    values: CelValues,
    report: RuleReport,
    changed?: CorrelatedValue,
  ): void {
    const { rule, path } = placed;
    const parsed = this.#parse(rule.rule);
    const unverified = (error: Error) =>
      addUnverified(report, placed, error.message.split('\n')[0]);
    if (typeof parsed !== 'function') {
      unverified(parsed);
      return;
    }
    try {
      const context = this.#context(placed, values);
      const held: unknown = parsed(context);
      // Of some errors the library makes a value.
      if (this.#budget.isSpent) throw new StepsSpentError();
      if (typeof held !== 'boolean') {
        unverified(new Error('its value is neither true nor false'));
        return;
      }
      report.evaluated += 1;
      // What was there before is taken as it is; an error in a rule is not.
      if (!held && !changed?.isSameAt(pointerNames(path))) {
        report.problems.push({ path, message: this.#message(rule, context) });
      }
    } catch (error) {
      const failure = isError(error) ? error : new Error(String(error));
      if (this.#budget.isSpent || !isOfValue(failure)) {
        unverified(failure);
        return;
      }
      report.evaluated += 1;
      report.problems.push({
        path,
        message: `breaks the rule ${brief(rule.rule)} (${brief(
          failure.message.split('\n')[0],
        )})`,
      });
    }
  }

  #context({ rule, value, old, schema }: PlacedRule, values: CelValues) {
    const self = values.of(value, schema);
    if (old === undefined) return { self, oldSelf: this.#optional.none() };
    const oldSelf = values.of(old, schema);
    return {
      self,
      oldSelf: rule.optionalOldSelf ? this.#optional.of(oldSelf) : oldSelf,
    };
  }

  /** What the rule says of itself; its text when it says nothing. */
  #message(rule: CelRule, context: Record<string, unknown>): string {
    const { message, messageExpression } = rule;
    if (messageExpression) {
      const parsed = this.#parse(messageExpression);
      try {
        const said: unknown =
          typeof parsed === 'function' ? parsed(context) : undefined;
        if (typeof said === 'string' && said.trim()) return brief(said);
      } catch {
        // The API server falls back to the message too.
      }
    }
    return message ? brief(message) : `breaks the rule ${brief(rule.rule)}`;
  }
}
