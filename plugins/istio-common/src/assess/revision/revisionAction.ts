import type { NextStep } from '../../api/facts';
import type { RevisionVerdict } from '../../model/verdicts';
import { podDataPlane } from '../dataplane/podDataPlane';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { restartStep } from './restartStep';
import type { RevisionEvidence } from './revisionEvidence';

/** Where a value belongs to the object that people write, not to the pods. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const MANAGED = 'gateway.istio.io/managed';

/**
 * Gateways are upgraded in place: istiod renders those of the Gateway API
 * itself, and one that brings its own image follows its own chart.
 * Source: pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go.
 */
function gatewayStep(
  group: WorkloadGroup,
  { desired, wanted }: RevisionEvidence,
): NextStep | undefined {
  const labels = labelsOf(group);
  const { ref, namespace, pods } = group;
  if (labels[MANAGED] !== undefined) {
    const name = labels[GATEWAY_NAME] ?? ref.name;
    return {
      title: `Let istiod upgrade ${name}`,
      detail: `istiod renders the pods of Gateway ${namespace}/${name} itself and replaces them when it is upgraded. If they stay behind, set the label istio.io/rev of the Gateway${
        desired.kind === 'injected' ? ` to ${desired.revision}` : ''
      } and look at the log of istiod.`,
    };
  }
  const ownImage = pods.some(
    pod => podDataPlane(pod) === 'gateway' && !pod.injection,
  );
  return ownImage
    ? {
        title: `Upgrade ${ref.name}`,
        detail: `${ref.kind} ${namespace}/${
          ref.name
        } brings its own proxy image, which no restart changes: upgrade its chart${
          wanted?.version ? ` to ${wanted.version}` : ''
        }.`,
      }
    : undefined;
}

function relabel(
  { namespace }: WorkloadGroup,
  { desired, controlPlane }: RevisionEvidence,
): NextStep {
  if (desired.kind === 'injected' && controlPlane === 'not-ready') {
    return {
      title: `Repair istiod ${desired.revision}`,
      detail: `istiod of revision ${desired.revision} is installed but not ready: look at its pods and events. Until then nothing answers for new pods of ${namespace}.`,
    };
  }
  const wanted =
    desired.kind === 'injected' ? desired.revision : 'the desired revision';
  const name = desired.kind === 'dangling' ? desired.name : wanted;
  return {
    title: `Relabel ${namespace}`,
    detail: `No control plane answers for ${name}: reinstall that revision, or set the label istio.io/rev of ${namespace} to one that is installed.`,
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
      return gatewayStep(group, evidence) ?? restartStep(group);
    case 'not-injected':
      return restartStep(group);
    case 'unexpected':
      return {
        title: `Label namespace ${namespace}`,
        detail: `Set the label istio.io/rev on namespace ${namespace} to keep the proxies of ${ref.name}, or restart ${ref.kind} ${namespace}/${ref.name} to remove them.`,
      };
    case 'dangling':
      return relabel(group, evidence);
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
            ? desired.misplaced.fix
            : `Set istio.io/rev as a label.`,
      };
    default:
      return undefined;
  }
}
