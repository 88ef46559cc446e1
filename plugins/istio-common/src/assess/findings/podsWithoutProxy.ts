import type { PodObject } from '../../model/workloadObjects';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { injectsNamespace, isAmbient } from './inMesh';

const INJECT = 'sidecar.istio.io/inject';

/** A pod that has ended needs no proxy any more. */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

function isRefused({ labels, annotations }: PodObject): boolean {
  const value = labels?.[INJECT] ?? annotations?.[INJECT] ?? '';
  return value.toLowerCase() === 'false';
}

/**
 * Pods that run without the proxy that their namespace asks for. istioctl knows
 * the label istio-injection only, not istio.io/rev; and it does not know that a
 * pod has ended, or that ztunnel takes its traffic.
 * Source: pkg/config/analysis/analyzers/injection/injection.go.
 */
export const podsWithoutProxy = objectRule({
  name: 'pods-without-proxy',
  raises: ['podMissingProxy'],
  subjects: ['pod'],
  reads: [
    ['pods', 'pod'],
    ['namespaces', 'namespace'],
  ],
  *judge({ scope }, pod): Iterable<RawFinding> {
    const namespace = pod.ref.namespace ?? '';
    if (
      pod.proxy?.image ||
      pod.hostNetwork ||
      ENDED.has(pod.phase ?? '') ||
      isRefused(pod) ||
      isAmbient(pod) ||
      isIgnored(pod.ref) ||
      namespace === 'istio-system' ||
      !injectsNamespace(scope, namespace) ||
      scope.labelsOfNamespace(namespace)?.['istio.io/dataplane-mode'] ===
        'ambient'
    ) {
      return;
    }
    yield {
      kind: 'podMissingProxy',
      object: pod,
      ...(pod.owner && {
        related: [{ ...pod.owner, ...(namespace && { namespace }) }],
      }),
      cause: `${nameOf(
        pod.ref,
      )} runs without a proxy, although namespace ${namespace} asks for one`,
      fix: pod.owner
        ? `Restart the workload of ${nameOf(pod.ref)}.`
        : `Delete ${nameOf(pod.ref)} and create it again.`,
    };
  },
});
