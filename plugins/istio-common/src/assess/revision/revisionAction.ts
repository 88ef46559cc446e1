import type { NextStep } from '../../api/facts';
import type { RevisionVerdict } from '../../model/verdicts';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import type { DesiredRevision } from './desiredRevision';
import { refusalWords } from './explainRevision';
import type { ChosenBy } from './labelChoice';
import { restartStep } from './restartStep';
import type { RevisionEvidence } from './revisionEvidence';

type Injected = Extract<DesiredRevision, { kind: 'injected' }>;
type None = Extract<DesiredRevision, { kind: 'none' }>;

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
  { revision }: Injected,
  wanted: RevisionEvidence['wanted'],
): NextStep | undefined {
  const labels = labelsOf(group);
  const { ref, namespace, pods } = group;
  if (labels[MANAGED] !== undefined) {
    const name = labels[GATEWAY_NAME] ?? ref.name;
    return {
      title: `Let istiod upgrade ${name}`,
      detail: `istiod renders the pods of Gateway ${namespace}/${name} itself and replaces them when it is upgraded. If they stay behind, set the label istio.io/rev of the Gateway to ${revision} and look at the log of istiod.`,
    };
  }
  // Of pods that all have a proxy, only gateways come without the injector.
  return pods.some(pod => !pod.injection)
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

/** What to do so that an installed revision answers, by what asks for the one that is not. */
const RELABELLED: Readonly<
  Record<ChosenBy, (group: WorkloadGroup) => [of: string, step: string]>
> = {
  'namespace label istio.io/rev': ({ namespace }) => [
    namespace,
    `set the label istio.io/rev of ${namespace} to one that is installed`,
  ],
  'namespace label istio-injection': ({ namespace }) => [
    namespace,
    `put the label istio.io/rev with one that is installed in place of istio-injection on ${namespace}`,
  ],
  'pod label istio.io/rev': group => [
    group.ref.name,
    `set the label istio.io/rev on the pods of ${nameOf(
      group,
    )} to one that is installed`,
  ],
  'pod label sidecar.istio.io/inject': group => [
    group.ref.name,
    `add the label istio.io/rev with one that is installed to the pods of ${nameOf(
      group,
    )}`,
  ],
  'the control plane, which injects by default': ({ namespace }) => [
    namespace,
    `label ${namespace} with istio.io/rev and one that is installed`,
  ],
  'the Gateway API controller': ({ ref }) => [
    ref.name,
    'set the label istio.io/rev of its Gateway to one that is installed',
  ],
};

function nameOf({ ref }: WorkloadGroup): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`;
}

function relabel(
  group: WorkloadGroup,
  revision: string,
  chosenBy: ChosenBy,
): NextStep {
  const [of, step] = RELABELLED[chosenBy](group);
  return {
    title: `Relabel ${of}`,
    detail: `No control plane answers for ${revision}: reinstall that revision, or ${step}.`,
  };
}

function repair({ namespace }: WorkloadGroup, revision: string): NextStep {
  return {
    title: `Repair istiod ${revision}`,
    detail: `istiod of revision ${revision} is installed but not ready: look at its pods and events. Until then nothing answers for new pods of ${namespace}.`,
  };
}

function ofInjected(
  verdict: RevisionVerdict,
  group: WorkloadGroup,
  desired: Injected,
  { controlPlane, wanted }: RevisionEvidence,
): NextStep | undefined {
  switch (verdict) {
    case 'stale-revision':
    case 'stale-version':
      return gatewayStep(group, desired, wanted) ?? restartStep(group);
    case 'not-injected':
      return restartStep(group);
    case 'dangling':
      return controlPlane === 'not-ready'
        ? repair(group, desired.revision)
        : relabel(group, desired.revision, desired.chosenBy);
    default:
      return undefined;
  }
}

/** A proxy that no new pod would get: what keeps it, and what takes it away. */
function keepOrRemove(group: WorkloadGroup, desired: None): NextStep {
  const { ref, namespace } = group;
  const { reason, switchedOff } = desired;
  if (reason === 'no-webhook') {
    const label =
      switchedOff === undefined
        ? `Set the label istio.io/rev`
        : `Put the label istio.io/rev in place of istio-injection=${switchedOff}`;
    return {
      title: `Label namespace ${namespace}`,
      detail: `${label} on namespace ${namespace} to keep the proxies of ${
        ref.name
      }, or restart ${nameOf(group)} to remove them.`,
    };
  }
  return {
    title: `Restart ${ref.name}`,
    detail:
      reason === 'pod-opts-out'
        ? `Restart ${nameOf(
            group,
          )} to remove its proxies, or take sidecar.istio.io/inject=false off its pod template to keep them.`
        : `Restart ${nameOf(group)} to remove its proxies: ${refusalWords(
            desired,
            namespace,
          )}.`,
  };
}

/** The one thing to do about a verdict; undefined when nothing is. */
export function revisionAction(
  verdict: RevisionVerdict,
  group: WorkloadGroup,
  evidence: RevisionEvidence,
): NextStep | undefined {
  const { namespace } = group;
  const { desired } = evidence;
  switch (desired.kind) {
    case 'injected':
      return ofInjected(verdict, group, desired, evidence);
    case 'dangling':
      return relabel(group, desired.name, desired.chosenBy);
    case 'ambiguous':
      return {
        title: `Fix the labels of ${namespace}`,
        detail: `Leave one injection label on namespace ${namespace} and its pods, so that one revision matches.`,
      };
    case 'none':
      if (verdict === 'unexpected') return keepOrRemove(group, desired);
      return verdict === 'mislabelled' && desired.misplaced
        ? {
            title: `Move the label of ${namespace}`,
            detail: desired.misplaced.fix,
          }
        : undefined;
    default:
      return undefined;
  }
}
