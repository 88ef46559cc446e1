import type { DataPlaneMode } from '../../model/verdicts';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { findNodeAgent } from '../nodeAgents';
import type { DesiredRevision } from '../revision/desiredRevision';
import { refusalWords } from '../revision/explainRevision';
import type { AmbientChoice } from './ambientChoice';
import type { SeenPods } from './seenPods';

/** What the words are made from. */
export interface DataPlaneView {
  scope: AssessScope;
  group: WorkloadGroup;
  desired: DesiredRevision;
  ambient: AmbientChoice;
  seen: SeenPods;
  mode: DataPlaneMode;
}

function proxyKind({ seen, mode }: DataPlaneView): string {
  if (seen.role === 'waypoint') return 'waypoint proxy';
  if (mode === 'gateway') return 'gateway proxy';
  return seen.native ? 'native sidecar' : 'sidecar';
}

function withProxy(view: DataPlaneView): string {
  const { seen, desired } = view;
  const kind = proxyKind(view);
  const from = desired.kind === 'injected' ? `, from ${desired.chosenBy}` : '';
  if (seen.total === 0) return `no pod runs; a new one gets a ${kind}${from}`;
  return seen.without > 0
    ? `${kind} on ${seen.total - seen.without} of ${seen.total} pods${from}`
    : `${kind}${from}`;
}

/**
 * How a pod can be without the proxy that its labels ask for. When a label was
 * set cannot be read, so only what the pod's own age and the injector's
 * failurePolicy prove is said.
 */
function missedWords(
  scope: AssessScope,
  pod: PodObject,
  desired: DesiredRevision,
) {
  if (pod.owner?.kind === 'Node') {
    return 'the kubelet runs it from a file, where no injector reaches';
  }
  const matched =
    desired.kind === 'injected' ? desired.outcome.matched : undefined;
  const webhook = matched && scope.index.find(matched);
  if (webhook?.type !== 'webhook') return undefined;
  const { createdAt = '' } = webhook;
  if (pod.createdAt && pod.createdAt < createdAt) {
    return `pod ${pod.ref.name} is older than the injector ${webhook.ref.name}`;
  }
  const policy = webhook.webhooks.find(one => one.failurePolicy)?.failurePolicy;
  if (policy === 'Fail') {
    return 'pods are refused while the injector does not answer, so it started before the label was set';
  }
  return policy === 'Ignore'
    ? 'it started before the label was set, or while the injector did not answer'
    : undefined;
}

/** Why ambient is asked for and does not come about. */
function uncaptured(scope: AssessScope): string {
  const unreadable = scope.unread('daemonsets.apps', 'workload');
  if (unreadable) {
    return `the pods are not redirected; DaemonSets are ${unreadable}, so whether ztunnel runs is not known`;
  }
  const ztunnel = findNodeAgent(scope, 'ztunnel');
  if (!ztunnel) return 'no DaemonSet ztunnel is found';
  if (!ztunnel.healthy) {
    return `ztunnel is ready on ${ztunnel.ready} of ${ztunnel.desired} nodes`;
  }
  const cni = findNodeAgent(scope, 'cni');
  if (!cni) return 'no DaemonSet istio-cni-node is found';
  return cni.healthy
    ? 'the CNI agent of their node has not redirected them'
    : `the CNI agent is ready on ${cni.ready} of ${cni.desired} nodes`;
}

function withoutProxy(view: DataPlaneView): string {
  const { scope, group, desired, ambient, seen } = view;
  const { namespace } = group;
  if (seen.role === 'ztunnel') return 'it is the node proxy of ambient mode';
  if (desired.kind === 'injected') {
    const words = `started without a proxy, although ${desired.chosenBy} asks for revision ${desired.revision}`;
    const pod = seen.byMode.get('none');
    const missed = pod && missedWords(scope, pod, desired);
    return missed ? `${words}: ${missed}` : words;
  }
  if (ambient.askedBy) {
    return `${ambient.askedBy} asks for ambient, but ${uncaptured(scope)}`;
  }
  if (ambient.refusal) return ambient.refusal;
  switch (desired.kind) {
    case 'none':
      return refusalWords(desired, namespace);
    case 'unknown':
      return `not known: ${desired.reason}`;
    case 'dangling':
      return `${desired.chosenBy} asks for ${desired.name}, and no injector answers to it`;
    default:
      return 'several revisions match, so none is sure';
  }
}

function troubleWords({ troubled, total }: SeenPods): string {
  const [pod] = troubled;
  if (!pod) return '';
  const who =
    troubled.length === 1
      ? `the proxy of ${pod.ref.name} is not ready`
      : `the proxies of ${troubled.length} of ${total} pods are not ready`;
  return `; ${who}: ${pod.proxyProblem}`;
}

/** Where the traffic is handled and how that came about, in one sentence. */
export function dataPlaneWords(view: DataPlaneView): string {
  const { mode, seen, ambient, scope } = view;
  switch (mode) {
    case 'sidecar':
    case 'gateway':
      return `${withProxy(view)}${troubleWords(seen)}`;
    case 'ambient':
      return seen.total === 0
        ? `no pod runs; ztunnel captures a new one, from ${ambient.askedBy}`
        : `captured by ztunnel, from ${ambient.askedBy ?? 'the CNI'}`;
    case 'ambient-pending': {
      const ztunnel = findNodeAgent(scope, 'ztunnel');
      return ztunnel && !ztunnel.healthy
        ? `ztunnel has not taken every pod yet, and no traffic gets in or out of the others: ${uncaptured(
            scope,
          )}`
        : 'ztunnel has not taken every pod yet, and no traffic gets in or out of the others';
    }
    default:
      return withoutProxy(view);
  }
}
