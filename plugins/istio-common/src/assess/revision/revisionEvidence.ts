import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import type { WorkloadGroup } from '../groupWorkloads';
import { type ControlPlaneState, controlPlaneState } from './controlPlaneState';
import { type DesiredRevision, desiredRevision } from './desiredRevision';
import { hasDrifted } from './podDrift';
import type { PodRevision } from './podRevision';
import { podRevisions } from './podRevisions';
import { type WantedProxy, wantedProxy } from './wantedProxy';

/** What the verdict is taken from. */
export interface RevisionEvidence {
  desired: DesiredRevision;
  /** The proxy that a new pod would get; absent when none is desired. */
  wanted?: WantedProxy;
  /** The control plane of the desired revision. */
  controlPlane: ControlPlaneState;
  /** What happens to new pods while the injector does not answer. */
  failurePolicy?: string;
  pods: {
    total: number;
    withoutProxy: number;
    otherRevision: number;
    otherVersion: number;
    current: number;
    ambient: number;
  };
}

function countPods(
  scope: AssessScope,
  group: WorkloadGroup,
  wanted: { revision: string; proxy: WantedProxy } | undefined,
): RevisionEvidence['pods'] {
  const pods = {
    total: group.pods.length,
    withoutProxy: 0,
    otherRevision: 0,
    otherVersion: 0,
    current: 0,
    ambient: 0,
  };
  let last: PodRevision | undefined;
  let drifted = false;
  for (const [at, actual] of podRevisions(scope, group.pods).entries()) {
    const pod = group.pods[at];
    if (!actual) {
      const ambient = podDataPlane(pod).startsWith('ambient');
      if (ambient) pods.ambient += 1;
      // Where a sidecar is asked for, a new pod would get one in place of ztunnel.
      if (wanted || !ambient) pods.withoutProxy += 1;
      if (!wanted) pods.current += 1;
    } else if (actual.revision !== wanted?.revision) pods.otherRevision += 1;
    else {
      // Neighbours with one reading are alike in all that matters here.
      if (actual !== last) drifted = hasDrifted(pod, actual, wanted.proxy);
      last = actual;
      if (drifted) pods.otherVersion += 1;
      else pods.current += 1;
    }
  }
  return pods;
}

/** Desired revision, its control plane, and how many pods differ from it. */
export function revisionEvidence(
  scope: AssessScope,
  group: WorkloadGroup,
): RevisionEvidence {
  const desired = desiredRevision(scope, group);
  if (desired.kind !== 'injected') {
    const pods = countPods(scope, group, undefined);
    return { desired, controlPlane: 'unknown', pods };
  }
  const { revision } = desired;
  const { matched } = desired.outcome;
  const proxy = wantedProxy(scope, revision);
  const configuration = matched && scope.index.find(matched);
  const failurePolicy =
    configuration?.type === 'webhook'
      ? configuration.webhooks.find(one => one.failurePolicy)?.failurePolicy
      : undefined;
  return {
    desired,
    wanted: proxy,
    controlPlane: controlPlaneState(scope, revision, matched),
    ...(failurePolicy && { failurePolicy }),
    pods: countPods(scope, group, { revision, proxy }),
  };
}
