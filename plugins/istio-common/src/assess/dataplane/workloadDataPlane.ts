import type { ConsideredObject, WorkloadStatus } from '../../api/facts';
import { type DataPlaneMode, type Tone, worstTone } from '../../model/verdicts';
import { flat } from '../../model/flat';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import type { DesiredRevision } from '../revision/desiredRevision';
import { type AmbientChoice, ambientChoice } from './ambientChoice';
import { dataPlaneAction } from './dataPlaneAction';
import { type DataPlaneView, dataPlaneWords } from './dataPlaneWords';
import { type SeenPods, seePods } from './seenPods';
import { waypointBinding } from './waypointBinding';

type DataPlane = WorkloadStatus['dataPlane'];

/**
 * The mode of the newest pod that has one. While no pod runs, the one that a
 * new pod would get: a sidecar where injection and ambient are both asked for,
 * as ztunnel leaves pods with a sidecar alone.
 */
function modeOf(
  seen: SeenPods,
  desired: DesiredRevision,
  ambient: AmbientChoice,
): DataPlaneMode {
  if (seen.total > 0) return seen.mode;
  if (desired.kind === 'injected') return 'sidecar';
  if (ambient.askedBy) return 'ambient';
  return desired.kind === 'unknown' ? 'unknown' : 'none';
}

function toneOf(view: DataPlaneView): Tone {
  const { mode, seen, desired, ambient } = view;
  const trouble: Tone = seen.troubled.length > 0 ? 'warning' : 'ok';
  if (mode === 'unknown') return 'unknown';
  if (mode === 'ambient-pending') return 'warning';
  if (mode === 'none') {
    if (seen.role === 'ztunnel') return worstTone(['neutral', trouble]);
    const asked = ambient.askedBy || desired.kind === 'injected';
    return asked ? 'warning' : 'neutral';
  }
  return seen.without > 0 ? 'warning' : trouble;
}

const SAYS: Readonly<Record<DataPlaneMode, string>> = {
  sidecar: 'sidecar',
  gateway: 'gateway proxy',
  ambient: 'ambient, captured',
  'ambient-pending': 'ambient, not captured yet',
  none: 'no proxy',
  unknown: 'not known',
};

/** The newest pod of each mode, and the waypoint. */
function consideredOf(
  { seen, mode }: DataPlaneView,
  waypoint: DataPlane['waypoint'],
): ConsideredObject[] {
  const pods = [...seen.byMode].map(([found, pod]) => ({
    ref: pod.ref,
    says: SAYS[found],
    scope: 'workload',
    decides: found === mode,
    reason:
      found === mode ? 'the newest pod that is handled' : 'handled otherwise',
    ...(pod.createdAt && { createdAt: pod.createdAt }),
  }));
  if (!waypoint) return pods;
  const { ref, state, tone, reason } = waypoint;
  const scope = 'workload';
  return [...pods, { ref, says: state, scope, decides: tone !== 'ok', reason }];
}

function unreadDataPlane(reason: string): DataPlane {
  return {
    mode: 'unknown',
    nativeSidecar: false,
    tone: 'unknown',
    why: { summary: `Pods are ${reason}`, considered: [] },
  };
}

/** Where the traffic of a workload's pods is handled, and why. */
export function workloadDataPlane(
  scope: AssessScope,
  group: WorkloadGroup,
  desired: DesiredRevision,
  services: readonly ServiceObject[],
): DataPlane {
  const podsUnread = scope.unread('pods', 'pod');
  if (podsUnread) return unreadDataPlane(podsUnread);
  const seen = seePods(group.pods);
  const ambient = ambientChoice(
    scope.labelsOfNamespace(group.namespace),
    labelsOf(group),
    (group.pods[0] ?? group.object?.template)?.hostNetwork === true,
  );
  const mode = modeOf(seen, desired, ambient);
  const view: DataPlaneView = { scope, group, desired, ambient, seen, mode };
  const isAmbient =
    mode.startsWith('ambient') ||
    (mode === 'none' && ambient.askedBy !== undefined);
  const waypoint = isAmbient
    ? waypointBinding(scope, group, services)
    : undefined;
  const action = dataPlaneAction(view, waypoint);
  return {
    mode,
    nativeSidecar: seen.native,
    tone: worstTone([toneOf(view), ...(waypoint ? [waypoint.tone] : [])]),
    why: {
      summary: flat(dataPlaneWords(view)),
      considered: consideredOf(view, waypoint),
    },
    ...(waypoint && { waypoint }),
    ...(action && { action }),
  };
}
