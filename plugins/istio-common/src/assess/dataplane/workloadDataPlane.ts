import type { WorkloadStatus } from '../../api/facts';
import type { StringMap } from '../../model/objectMeta';
import type { DataPlaneMode, Tone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import type { DesiredRevision } from '../revision/desiredRevision';
import { refusalWords } from '../revision/explainRevision';
import { podDataPlane } from './podDataPlane';

const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Which label asks for ambient; a pod's own label beats the namespace's. */
function ambientChoice(
  namespaceLabels: StringMap | undefined,
  podLabels: StringMap,
): string | undefined {
  const own = podLabels[DATAPLANE_MODE];
  if (own !== undefined) {
    return own === 'ambient' ? `pod label ${DATAPLANE_MODE}` : undefined;
  }
  return namespaceLabels?.[DATAPLANE_MODE] === 'ambient'
    ? `namespace label ${DATAPLANE_MODE}`
    : undefined;
}

interface Seen {
  modes: DataPlaneMode[];
  native: boolean;
  without: number;
}

function look(group: WorkloadGroup): Seen {
  const modes = group.pods.map(podDataPlane);
  const proxies = group.pods.filter((_, at) => modes[at] !== 'none');
  return {
    modes,
    native:
      proxies.length > 0 && proxies.every(pod => pod.proxy?.native === true),
    without: modes.filter(mode => mode === 'none').length,
  };
}

/** The mode of the newest pod that has one; what is desired when no pod runs. */
function modeOf(seen: Seen, desired: DesiredRevision): DataPlaneMode {
  const found = seen.modes.find(mode => mode !== 'none');
  if (found) return found;
  if (seen.modes.length > 0) return 'none';
  if (desired.kind === 'unknown') return 'unknown';
  return desired.kind === 'injected' ? 'sidecar' : 'none';
}

function proxyWords(
  mode: DataPlaneMode,
  seen: Seen,
  desired: DesiredRevision,
): string {
  const kind = {
    gateway: 'gateway proxy',
    sidecar: seen.native ? 'native sidecar' : 'sidecar',
  }[mode === 'gateway' ? 'gateway' : 'sidecar'];
  if (seen.modes.length === 0) {
    return desired.kind === 'injected'
      ? `no pod runs; a new one gets a ${kind}, from ${desired.chosenBy}`
      : 'no pod runs';
  }
  return desired.kind === 'injected'
    ? `${kind}, from ${desired.chosenBy}`
    : kind;
}

function noneWords(
  group: WorkloadGroup,
  desired: DesiredRevision,
  ambient: string | undefined,
): string {
  if (ambient)
    return `${ambient} asks for ambient, but the pods are not redirected`;
  switch (desired.kind) {
    case 'injected':
      return `started without a proxy, although ${desired.chosenBy} asks for revision ${desired.revision}`;
    case 'none':
      return refusalWords(desired.reason, group.namespace);
    case 'unknown':
      return `not known: ${desired.reason}`;
    case 'dangling':
      return `${desired.chosenBy} asks for ${desired.name}, and no injector answers to it`;
    default:
      return 'several revisions match, so none is sure';
  }
}

function toneOf(
  mode: DataPlaneMode,
  seen: Seen,
  desired: DesiredRevision,
  ambient: string | undefined,
): Tone {
  if (mode === 'unknown') return 'unknown';
  if (mode === 'ambient-pending') return 'warning';
  if (mode === 'none') {
    return ambient || desired.kind === 'injected' ? 'warning' : 'neutral';
  }
  return seen.without > 0 ? 'warning' : 'ok';
}

/** Where the traffic of a workload's pods is handled, and why. */
export function workloadDataPlane(
  scope: AssessScope,
  group: WorkloadGroup,
  desired: DesiredRevision,
): WorkloadStatus['dataPlane'] {
  const podsUnread = scope.unread('pods', 'pod');
  if (podsUnread) {
    return {
      mode: 'unknown',
      nativeSidecar: false,
      tone: 'unknown',
      why: { summary: `Pods are ${podsUnread}`, considered: [] },
    };
  }
  const seen = look(group);
  const namespaceLabels = scope.labelsOfNamespace(group.namespace);
  const ambient = ambientChoice(namespaceLabels, labelsOf(group));
  const mode = modeOf(seen, desired);
  let summary: string;
  if (mode === 'sidecar' || mode === 'gateway') {
    summary = proxyWords(mode, seen, desired);
  } else if (mode === 'ambient') {
    summary = `captured by ztunnel, from ${ambient ?? 'the CNI'}`;
  } else if (mode === 'ambient-pending') {
    summary = 'ztunnel has not captured every pod yet';
  } else summary = noneWords(group, desired, ambient);
  return {
    mode,
    nativeSidecar: seen.native,
    tone: toneOf(mode, seen, desired, ambient),
    why: { summary, considered: [] },
  };
}
