import type { ObjectRef } from '../../model/identity';

/**
 * Namespaces of Kubernetes itself, where Istio never injects and never looks.
 * Source: pkg/kube/inject/initializer.go, IgnoredNamespaces.
 */
const IGNORED: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

/** Whether an object is, or lies in, a namespace that Istio ignores. */
export function isIgnored({ kind, namespace, name }: ObjectRef): boolean {
  return IGNORED.has(kind === 'Namespace' ? name : namespace ?? '');
}
