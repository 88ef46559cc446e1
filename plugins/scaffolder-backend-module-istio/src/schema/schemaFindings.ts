import {
  manifestRef,
  type ManifestObject,
  type ValidationFinding,
} from '@meshwright/backstage-plugin-istio-common';
import type { SchemaSource } from './SchemaSource';

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
): Promise<SchemaReport> {
  const report: SchemaReport = { findings: [], passed: 0, unverified: [] };
  for (const object of objects) {
    const verdict = await schemas.check(object);
    const name = nameOf(object);
    if (!verdict.known) {
      report.unverified.push(
        `${name} was not checked against a schema: ${schemas.title} have none for ${object.apiVersion}`,
      );
    } else if (verdict.problems.length === 0) {
      report.passed += 1;
    }
    for (const { path, message } of verdict.known ? verdict.problems : []) {
      report.findings.push({
        code: 'MW-SCHEMA',
        severity: 'error',
        ref: manifestRef(object),
        cause: `${name} does not fit ${schemas.title}: ${
          path || 'the object'
        } ${message}.`,
        fix: 'Generate the definitions again, or correct the step that changed the file.',
      });
    }
  }
  return report;
}

function nameOf({ kind, metadata: { namespace, name } }: ManifestObject) {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
