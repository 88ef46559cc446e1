import type { PodObject } from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';
import { objectNamespaces } from './objectNamespaces';

/** Pods that have ended take no traffic any more. */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

/** What many pods of a namespace have in common. */
export interface PodKind
  extends Pick<PodObject, 'labels' | 'annotations' | 'proxy'> {
  readonly namespace: string;
  readonly ended: boolean;
}

function isOf(kind: PodKind, pod: PodObject, ended: boolean): boolean {
  // Equal parts of pods are one object in the index, mostly.
  return (
    kind.ended === ended &&
    kind.proxy === pod.proxy &&
    kind.annotations === pod.annotations
  );
}

function holds(
  kinds: readonly PodKind[],
  pod: PodObject,
  ended: boolean,
): boolean {
  return kinds.some(one => one.labels === pod.labels && isOf(one, pod, ended));
}

function kindsIn(scope: AssessScope, namespace: string): readonly PodKind[] {
  // The first of them; pods of other kinds with the same labels are rare.
  const byLabels = new Map<PodObject['labels'], PodKind>();
  const kinds: PodKind[] = [];
  for (const pod of scope.index.inNamespace('pod', namespace)) {
    const { labels, annotations, proxy } = pod;
    const ended = ENDED.has(pod.phase ?? '');
    const first = byLabels.get(labels);
    if (first && (isOf(first, pod, ended) || holds(kinds, pod, ended)))
      continue;
    const kind = { namespace, labels, annotations, proxy, ended };
    kinds.push(kind);
    if (!first) byLabels.set(labels, kind);
  }
  return kinds;
}

/**
 * The kinds of pods in a namespace, each at least once. Who asks this instead
 * of looking at every pod is not run again when one of a known kind comes,
 * goes or becomes ready.
 */
export function podKinds(
  scope: AssessScope,
  namespace: string,
): readonly PodKind[] {
  return scope.memo(kindsIn, namespace);
}

/** The namespaces that hold pods, in order. */
export function podNamespaces(scope: AssessScope): readonly string[] {
  return objectNamespaces(scope, 'pod');
}
