import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import { RuleEvaluator } from './cel/evaluateRules';
import { type ImportModule, loadCel } from './cel/loadCel';
import {
  compileSchema,
  type ObjectBefore,
  type SchemaCheck,
} from './compileSchema';
import { CorrelatedValue } from './CorrelatedValue';
import { isBuiltIn, type KindSchema } from './KindSchema';
import type { PreviousObject } from './PreviousObject';
import type { SchemaProblem } from './SchemaSource';

/** What a schema and its rules say of an object. @internal */
export interface KindVerdict {
  problems: SchemaProblem[];
  unverified: string[];
  /** How many rules were evaluated. */
  evaluated: number;
}

/** So many kinds are kept compiled. */
const MOST_KINDS = 100;

/** As the API server keeps it; whether it fits is not asked any more. */
function withDefaults(
  previous: PreviousObject | undefined,
  check: SchemaCheck,
): PreviousObject | undefined {
  if (previous?.state !== 'held') return previous;
  const object = structuredClone(previous.object);
  check.check(object);
  return { state: 'held', object };
}

/** What is compared with; the types of Kubernetes itself do without. */
function objectBefore(
  previous: PreviousObject | undefined,
  object: JsonObject,
  kind: KindSchema,
): ObjectBefore | undefined {
  if (previous?.state !== 'held' || isBuiltIn(kind.root)) return undefined;
  const schema = kind.schemas[kind.root];
  const changed = new CorrelatedValue(object, previous.object, schema, kind);
  return { object: previous.object, changed };
}

/**
 * Judges objects by the schemas of their kinds: first the form, then, where
 * that is right, the rules, as the API server does: of a definition's kind it
 * takes what does not fit where the value is the same as before. A schema that
 * was seen before is not compiled again.
 *
 * @internal
 */
export class KindVerdicts {
  readonly #importModule: ImportModule;
  readonly #checks = new Map<string, SchemaCheck>();
  #rules: Promise<RuleEvaluator> | undefined;

  constructor(importModule: ImportModule) {
    this.#importModule = importModule;
  }

  /** Throws when the schema is none. */
  async judge(
    object: JsonObject,
    kind: KindSchema,
    previous?: PreviousObject,
  ): Promise<KindVerdict> {
    const check = this.#compiled(kind);
    // Defaults are filled in here, and must not show in the definitions.
    const filled = structuredClone(object);
    const held = withDefaults(previous, check);
    const before = objectBefore(held, filled, kind);
    const problems = check.check(filled, before);
    const unverified = [...check.unread];
    if (!problems) {
      unverified.push('its form, whose patterns take too many steps,');
      return { problems: [], unverified, evaluated: 0 };
    }
    if (problems.length > 0) return { problems, unverified, evaluated: 0 };
    this.#rules ??= loadCel(this.#importModule).then(
      library => new RuleEvaluator(library),
    );
    const report = (await this.#rules).evaluate(
      filled,
      kind,
      held,
      before?.changed,
    );
    return { ...report, unverified: [...unverified, ...report.unverified] };
  }

  #compiled(kind: KindSchema): SchemaCheck {
    const key = createHash('sha256')
      .update(JSON.stringify(kind))
      .digest('base64');
    const known = this.#checks.get(key);
    if (known) return known;
    const check = compileSchema(kind);
    const [oldest] = this.#checks.keys();
    if (this.#checks.size === MOST_KINDS) this.#checks.delete(oldest);
    this.#checks.set(key, check);
    return check;
  }
}
