import type { MeshObjectType } from '../model/meshObject';
import type { AssessScope } from './AssessScope';

function namespacesOf(
  { index }: AssessScope,
  type: MeshObjectType,
): readonly string[] {
  return [...index.namespaces(type)].sort();
}

/** The namespaces that hold objects of a type, in order. */
export function objectNamespaces(
  scope: AssessScope,
  type: MeshObjectType,
): readonly string[] {
  return scope.memo(namespacesOf, type);
}
