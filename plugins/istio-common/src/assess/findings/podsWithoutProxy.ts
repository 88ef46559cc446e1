import type { PodObject } from '../../model/workloadObjects';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { controlPlaneState } from '../revision/controlPlaneState';
import { simulateAdmission } from '../revision/simulateAdmission';
import type { AssessScope } from '../AssessScope';
import { isIgnored } from './ignoredNamespaces';
import { injectsNamespace, isAmbient } from './inMesh';
import { relabelStep } from './unansweredInjection';

const WEBHOOKS = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';

const INJECT = 'sidecar.istio.io/inject';

/** A pod that has ended needs no proxy any more. */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

function isRefused({ labels, annotations }: PodObject): boolean {
  const value = labels?.[INJECT] ?? annotations?.[INJECT] ?? '';
  return value.toLowerCase() === 'false';
}

/** What injectors go by; alike for the pods of a workload. */
interface AdmittedPod
  extends Pick<PodObject, 'labels' | 'annotations' | 'hostNetwork'> {
  readonly namespace: string;
}

/**
 * What brings the proxy. A restart does where an injector takes the pod; where
 * none does, or none that runs, its new pods would start without one as well.
 */
function fixOf(scope: AssessScope, pod: PodObject): string {
  const { ref, owner, labels, annotations, hostNetwork } = pod;
  const namespace = ref.namespace ?? '';
  const restart = owner
    ? `Restart the workload of ${nameOf(ref)}.`
    : `Delete ${nameOf(ref)} and create it again.`;
  const kind = { namespace, labels, annotations, hostNetwork };
  return scope.memo(obstacleOf, scope.shared(kind)) ?? restart;
}

/** What hinders an injector; undefined where one takes the pod, or it is not known. */
function obstacleOf(scope: AssessScope, pod: AdmittedPod): string | undefined {
  if (scope.unread(WEBHOOKS, 'webhook')) return undefined;
  const { namespace, labels, annotations, hostNetwork } = pod;
  const namespaceLabels = scope.labelsOfNamespace(namespace);
  const relabel = relabelStep(namespace, namespaceLabels);
  const outcome = simulateAdmission(scope.webhooks, {
    namespace,
    namespaceLabels,
    podLabels: labels,
    podAnnotations: annotations,
    hostNetwork: hostNetwork === true,
  });
  switch (outcome.kind) {
    case 'none':
      return `No injector answers to the label of namespace ${namespace}, so that a restart would not help. ${relabel} Restart the workload then.`;
    case 'ambiguous':
      return `Revisions ${outcome.revisions.join(
        ' and ',
      )} both match, so that a restart would not help. Leave one injection label on namespace ${namespace} and its pods, then restart the workload.`;
    default: {
      const { revision, matched } = outcome;
      const state = controlPlaneState(scope, revision, matched);
      return state === 'missing'
        ? `Revision ${revision} has no istiod, so that a restart would not help. ${relabel} Restart the workload then.`
        : undefined;
    }
  }
}

/** Whether pods of the namespace are to get a sidecar. */
function wantsSidecars(scope: AssessScope, namespace: string): boolean {
  return (
    namespace !== 'istio-system' &&
    injectsNamespace(scope, namespace) &&
    scope.labelsOfNamespace(namespace)?.['istio.io/dataplane-mode'] !==
      'ambient'
  );
}

/** The pods without a proxy where there should be one. */
function bareIn(scope: AssessScope, namespace: string): readonly PodObject[] {
  const bare: PodObject[] = [];
  if (!wantsSidecars(scope, namespace)) return bare;
  for (const pod of scope.index.inNamespace('pod', namespace)) {
    if (!pod.proxy?.image && !pod.hostNetwork) bare.push(pod);
  }
  return bare;
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
    ['services', 'service'],
  ],
  podsIn: bareIn,
  *judge({ scope }, pod): Iterable<RawFinding> {
    const namespace = pod.ref.namespace ?? '';
    if (
      ENDED.has(pod.phase ?? '') ||
      isRefused(pod) ||
      isAmbient(pod) ||
      isIgnored(pod.ref)
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
      fix: fixOf(scope, pod),
    };
  },
});
