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

/** Checks every object against the schema of its kind. @internal */
export async function schemaFindings(
  objects: readonly ManifestObject[],
  schemas: SchemaSource,
  target?: SchemaTarget,
): Promise<SchemaReport> {
  const report: SchemaReport = { findings: [], passed: 0, unverified: [] };
  for (const object of objects) {
    const verdict = await schemas.check(object, target);
    addVerdict(report, object, verdict, schemas.title);
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
