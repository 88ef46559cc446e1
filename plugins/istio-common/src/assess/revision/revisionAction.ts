import type { NextStep } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { RevisionVerdict } from '../../model/verdicts';
import type { WorkloadGroup } from '../groupWorkloads';
import type { RevisionEvidence } from './revisionEvidence';

function restart(ref: ObjectRef): NextStep {
  const kind = ref.kind.toLowerCase();
  const restartable = ['deployment', 'statefulset', 'daemonset'].includes(kind);
  return {
    title: `Restart ${ref.name}`,
    detail: restartable
      ? `Restart ${ref.kind} ${ref.namespace}/${ref.name}: its new pods come up with the desired proxy.`
      : `Create the pods of ${ref.kind} ${ref.namespace}/${ref.name} anew: a new pod comes up with the desired proxy.`,
    ...(restartable && {
      command: `kubectl rollout restart ${kind}/${ref.name} -n ${ref.namespace}`,
    }),
  };
}

/** The one thing to do about a verdict; undefined when nothing is. */
export function revisionAction(
  verdict: RevisionVerdict,
  group: WorkloadGroup,
  evidence: RevisionEvidence,
): NextStep | undefined {
  const { ref, namespace } = group;
  const { desired } = evidence;
  switch (verdict) {
    case 'stale-revision':
    case 'stale-version':
    case 'not-injected':
      return restart(ref);
    case 'unexpected':
      return {
        title: `Label namespace ${namespace}`,
        detail: `Set the label istio.io/rev on namespace ${namespace} to keep the proxies of ${ref.name}, or restart ${ref.kind} ${namespace}/${ref.name} to remove them.`,
      };
    case 'dangling':
      return {
        title: `Relabel ${namespace}`,
        detail: `No control plane answers for ${
          desired.kind === 'dangling' ? desired.name : 'the desired revision'
        }: reinstall that revision, or set the label istio.io/rev of ${namespace} to one that is installed.`,
      };
    case 'ambiguous':
      return {
        title: `Fix the labels of ${namespace}`,
        detail: `Leave one injection label on namespace ${namespace} and its pods, so that one revision matches.`,
      };
    case 'mislabelled':
      return {
        title: `Move the label of ${namespace}`,
        detail:
          desired.kind === 'none' && desired.misplaced
            ? `${desired.misplaced} is an annotation and has no effect: set it as a label.`
            : `Set istio.io/rev as a label.`,
      };
    default:
      return undefined;
  }
}
