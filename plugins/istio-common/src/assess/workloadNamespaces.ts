import type { AssessScope } from './AssessScope';

function namespacesOf({ workloads }: AssessScope): readonly string[] {
  return [...new Set(workloads.map(({ namespace }) => namespace))];
}

/** The namespaces that have workloads. */
export function workloadNamespaces(scope: AssessScope): readonly string[] {
  return scope.memo(namespacesOf, undefined);
}
