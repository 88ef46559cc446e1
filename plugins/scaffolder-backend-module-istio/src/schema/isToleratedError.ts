import type { ErrorObject } from 'ajv';
import { type CorrelatedValue, pointerNames } from './CorrelatedValue';

const JUNCTORS: ReadonlySet<string> = new Set([
  ...['allOf', 'anyOf', 'oneOf', 'not'],
]);

/** What judges entries or fields that are deeper by one. */
const DEEPER: ReadonlySet<string> = new Set(['items', 'additionalProperties']);

/**
 * How deep in the object stands what an error belongs to; undefined where the
 * schema refers to another one, as for metadata. Below `anyOf` and the like
 * nothing is compared: all errors there are those of the value that has it.
 * Source: k8s.io/kube-openapi, pkg/validation/validate/schema_props.go, whose
 * schemas are given no options.
 */
function depthOf(schemaPath: string, root: string): number | undefined {
  const [, , definition, ...steps] = schemaPath.split('/');
  if (decodeURIComponent(definition) !== root) return undefined;
  let depth = 0;
  // The last step is the keyword that failed.
  for (let at = 0; at < steps.length - 1; at++) {
    if (JUNCTORS.has(steps[at])) return depth;
    if (steps[at] === 'properties') {
      depth += 1;
      // The name of the field follows.
      at += 1;
    } else if (DEEPER.has(steps[at])) depth += 1;
  }
  return depth;
}

/**
 * Whether an API server only warns of an error in the form, as the value that
 * it belongs to is the same as before. An unknown field is an error of the
 * request, whatever was there.
 * Source: k8s.io/apiextensions-apiserver, pkg/apiserver/validation/ratcheting.go
 * (CRDValidationRatcheting, on since Kubernetes 1.30).
 *
 * @internal
 */
export function isToleratedError(
  { keyword, instancePath, schemaPath }: ErrorObject,
  root: string,
  changed: CorrelatedValue,
): boolean {
  if (keyword === 'additionalProperties') return false;
  const depth = depthOf(schemaPath, root);
  return (
    depth !== undefined &&
    changed.isSameAt(pointerNames(instancePath).slice(0, depth))
  );
}
