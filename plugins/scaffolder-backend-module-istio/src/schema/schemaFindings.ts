import { setTimeout as wait } from 'node:timers/promises';
import {
  manifestRef,
  type ManifestObject,
  type ValidationFinding,
} from '@meshwright/backstage-plugin-istio-common';
import type { SchemaSource, SchemaTarget, SchemaVerdict } from './SchemaSource';

/** What the schemas say of the objects of a change. @internal */
export interface SchemaReport {
  findings: ValidationFinding[];
  passed: number;
  unverified: string[];
}

/** All objects of a change are checked in this time, or said not to be. */
const BUDGET_MS = 30_000;

/** Ends what is asked when the time is over, or the task is. */
class Deadline {
  readonly #over = new AbortController();
  readonly #at: number;

  constructor(readonly budgetMs: number) {
    this.#at = performance.now() + budgetMs;
  }

  signalWith(given: AbortSignal | undefined): AbortSignal {
    const own = this.#over.signal;
    return given ? AbortSignal.any([given, own]) : own;
  }

  close(): void {
    this.#over.abort();
  }

  async verdict(check: () => Promise<SchemaVerdict>): Promise<SchemaVerdict> {
    const late: SchemaVerdict = {
      known: false,
      reason: `the schemas took longer than ${this.budgetMs / 1000} s in all`,
    };
    const left = this.#at - performance.now();
    if (left <= 0) return late;
    const timer = new AbortController();
    const asked = check();
    // What comes too late is of no interest, a failure neither.
    asked.catch(() => {});
    try {
      const { signal } = timer;
      return await Promise.race([asked, wait(left, late, { signal })]);
    } finally {
      timer.abort();
    }
  }
}

/**
 * Checks every object against the schema of its kind. What a slow source does
 * not answer in time is unverified.
 *
 * @internal
 */
export async function schemaFindings(
  objects: readonly ManifestObject[],
  schemas: SchemaSource,
  target?: SchemaTarget,
  budgetMs: number = BUDGET_MS,
): Promise<SchemaReport> {
  const report: SchemaReport = { findings: [], passed: 0, unverified: [] };
  const deadline = new Deadline(budgetMs);
  // One target for all: by it a source knows what it was asked before.
  const bounded = target && {
    ...target,
    signal: deadline.signalWith(target.signal),
  };
  try {
    for (const object of objects) {
      const verdict = await deadline.verdict(() =>
        schemas.check(object, bounded),
      );
      addVerdict(report, object, verdict, schemas.title);
    }
  } finally {
    deadline.close();
  }
  return { ...report, unverified: [...new Set(report.unverified)] };
}

function addVerdict(
  report: SchemaReport,
  object: ManifestObject,
  verdict: SchemaVerdict,
  source: string,
): void {
  const name = nameOf(object);
  if (!verdict.known) {
    const reason =
      verdict.reason ?? `${source} have none for ${object.apiVersion}`;
    report.unverified.push(
      `${name} was not checked against a schema: ${reason}`,
    );
    return;
  }
  const { problems, unverified = [], title = source } = verdict;
  // What was judged in part has not passed.
  if (problems.length === 0 && unverified.length === 0) report.passed += 1;
  report.unverified.push(...unverified);
  for (const { path, message } of problems) {
    report.findings.push({
      code: 'MW-SCHEMA',
      severity: 'error',
      ref: manifestRef(object),
      cause: `${name} does not fit ${title}: ${
        path || 'the object'
      } ${message}.`,
      fix: 'Generate the definitions again, or correct the step that changed the file.',
    });
  }
}

function nameOf({ kind, metadata: { namespace, name } }: ManifestObject) {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
