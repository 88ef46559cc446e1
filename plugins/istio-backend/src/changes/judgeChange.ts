import {
  stringifyObjectRef,
  type ChangeStatus,
  type ClusterAssessment,
  type ObjectRef,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';
import type { StoredChange } from '../database/StoredChange';

/** What the forge says of the pull request. */
export interface PullRequestEvidence {
  state: ChangeStatus['pullRequest']['state'];
  url?: string;
  mergedAt?: string;
  /** Why the state is not known. */
  cause?: string;
}

/** What the target cluster says. */
export type ClusterEvidence =
  /** It cannot be asked now, and why. */
  | { readable: false; cause: string }
  | {
      readable: true;
      /** Objects of the change that are not in the cluster as it wrote them. */
      missing: ObjectRef[];
      assessment: Pick<ClusterAssessment, 'exposures' | 'findings'> | undefined;
    };

export interface ChangeEvidence {
  pullRequest: PullRequestEvidence;
  /** Absent for a change that names no cluster. */
  cluster?: ClusterEvidence;
  now: Date;
}

/** After so long a merged change should be in the cluster. */
const SYNC_OVERDUE_MS = 10 * 60_000;

type Verdict = Pick<ChangeStatus, 'stage' | 'tone' | 'detail'> &
  Partial<ChangeStatus>;

/**
 * How far a change has got: proposed, merged (or closed), synced when the
 * cluster holds its objects, effective when they do what they are for. Pure;
 * a stage once reached is not taken back when evidence is missing for a while.
 */
export function judgeChange(
  change: StoredChange,
  evidence: ChangeEvidence,
): ChangeStatus {
  const { status } = change;
  const { pullRequest } = evidence;
  const number = `Pull request #${status.pullRequest.number}`;
  const next: ChangeStatus = {
    ...status,
    pullRequest: {
      number: status.pullRequest.number,
      url: pullRequest.url ?? status.pullRequest.url,
      state: pullRequest.state,
    },
  };
  switch (pullRequest.state) {
    case 'open':
      return {
        ...next,
        stage: 'proposed',
        tone: 'info',
        detail: `${number} awaits review.`,
      };
    case 'closed':
      return {
        ...next,
        stage: 'closed',
        tone: 'neutral',
        detail: `${number} was closed without a merge.`,
      };
    case 'merged':
      return {
        ...next,
        mergedAt:
          status.mergedAt ?? pullRequest.mergedAt ?? evidence.now.toISOString(),
        ...judgeMerged(change, evidence),
      };
    default:
      // That nobody has reopened it is the likeliest.
      if (status.stage === 'closed') return status;
      return {
        ...next,
        tone: 'unknown',
        detail: `${number} could not be read: ${
          pullRequest.cause ?? 'no reason given'
        }`,
      };
  }
}

function judgeMerged(
  change: StoredChange,
  { cluster, pullRequest, now }: ChangeEvidence,
): Verdict {
  const { status } = change;
  if (!cluster) {
    return {
      stage: 'merged',
      tone: 'ok',
      detail:
        status.objects.length === 0
          ? 'Merged; what it takes out leaves the cluster at the next sync that prunes, which is not followed.'
          : 'Merged; it names no cluster in which it could be followed.',
    };
  }
  if (!cluster.readable) {
    return {
      stage: status.stage === 'synced' ? 'synced' : 'merged',
      tone: 'unknown',
      detail: `Merged; cluster ${status.cluster} cannot be read, so its effect is not known: ${cluster.cause}`,
    };
  }
  if (cluster.missing.length > 0) {
    const mergedAt = Date.parse(
      status.mergedAt ?? pullRequest.mergedAt ?? now.toISOString(),
    );
    return notSynced(change, cluster.missing, now.getTime() - mergedAt);
  }
  const syncedAt = status.syncedAt ?? now.toISOString();
  const obstacle = findObstacle(change, cluster.assessment);
  if (obstacle) return { stage: 'synced', syncedAt, ...obstacle };
  return {
    stage: 'effective',
    tone: 'ok',
    syncedAt,
    effectiveAt: now.toISOString(),
    detail: change.host
      ? `${change.host} is exposed.`
      : 'Its objects are in the cluster, without errors.',
  };
}

function notSynced(
  { status }: StoredChange,
  missing: ObjectRef[],
  ageMs: number,
): Verdict {
  const what = `${missing.length} of ${status.objects.length} objects`;
  const first = stringifyObjectRef(missing[0]);
  const overdue = ageMs > SYNC_OVERDUE_MS;
  return {
    stage: 'merged',
    tone: overdue ? 'warning' : 'info',
    detail: overdue
      ? `Merged, but ${what} are still not in ${status.cluster}, such as ${first}; look at the GitOps sync.`
      : `Merged; ${what} are not in ${status.cluster} yet, such as ${first}.`,
  };
}

/** Why a change that is in the cluster does not do what it is for. */
function findObstacle(
  change: StoredChange,
  assessment: Pick<ClusterAssessment, 'exposures' | 'findings'> | undefined,
): { tone: Tone; detail: string } | undefined {
  if (!assessment) {
    return { tone: 'info', detail: 'Synced; the cluster is being judged.' };
  }
  if (change.host) return hostObstacle(change.host, assessment);
  const refs = new Set(change.status.objects.map(stringifyObjectRef));
  const error = assessment.findings.find(
    ({ severity, muted, ref }) =>
      severity === 'error' && !muted && refs.has(stringifyObjectRef(ref)),
  );
  return error && { tone: 'error', detail: `${error.code}: ${error.cause}` };
}

function hostObstacle(
  host: string,
  { exposures }: Pick<ClusterAssessment, 'exposures'>,
): { tone: Tone; detail: string } | undefined {
  const ours = exposures.filter(exposure => exposure.host === host);
  if (ours.some(({ state }) => state === 'exposed')) return undefined;
  const [first] = ours;
  return first
    ? { tone: first.tone, detail: first.why.summary }
    : { tone: 'info', detail: `Synced; no gateway serves ${host} yet.` };
}
