import type { WorkloadStatus } from '../api/facts';
import { type RevisionVerdict, TONES } from '../model/verdicts';
import type { FactDraft } from './factDraft';
import { listWords, placeWords } from './placeWords';

const WORDS: Readonly<Record<RevisionVerdict, string>> = {
  current: 'Current',
  'stale-revision': 'Restart needed',
  'stale-version': 'Restart needed',
  'not-injected': 'Restart needed',
  unexpected: 'Unexpected proxy',
  dangling: 'No control plane',
  ambiguous: 'Ambiguous',
  mislabelled: 'Mislabelled',
  'not-in-mesh': 'Not in mesh',
  unknown: 'Unknown',
};

/** Verdicts whose text counts the pods that are behind. */
const COUNTED: ReadonlySet<RevisionVerdict> = new Set<RevisionVerdict>([
  'stale-revision',
  'stale-version',
  'not-injected',
  'unexpected',
]);

function target({ revision: { tag, desired } }: WorkloadStatus): string {
  if (desired === undefined) return '';
  return tag ? `${tag} → ${desired}` : desired;
}

function behind(workloads: readonly WorkloadStatus[]): string {
  const total = workloads.reduce((sum, { pods }) => sum + pods.total, 0);
  const current = workloads.reduce((sum, { pods }) => sum + pods.current, 0);
  return `${total - current} of ${total} pods`;
}

function currentOrigin(workloads: readonly WorkloadStatus[]): string {
  const versions = new Set(
    workloads.flatMap(({ proxyVersions }) =>
      proxyVersions.map(({ version }) => version),
    ),
  );
  const clusters = [...new Set(workloads.map(({ cluster }) => cluster))].sort();
  return versions.size > 0
    ? `proxy ${[...versions].join(', ')} in ${listWords(clusters)}`
    : workloads[0].revision.why.summary;
}

function staleOrigin(
  worst: readonly WorkloadStatus[],
  all: readonly WorkloadStatus[],
): string {
  const [first] = worst;
  const { desired, verdict } = first.revision;
  const place = placeWords(
    worst.map(({ cluster }) => cluster),
    all.map(({ cluster }) => cluster),
  );
  const old = new Set(
    worst.flatMap(({ revision }) =>
      revision.actual
        .map(one => one.revision)
        .filter(revisionName => revisionName !== desired),
    ),
  );
  if (verdict === 'stale-revision' && old.size > 0) {
    return `${target(first)}, still on ${[...old].sort().join(', ')}${place}`;
  }
  return `${first.revision.why.summary}${place}`;
}

/** Whether the pods run the revision that their labels ask for. */
export function revisionFact(workloads: readonly WorkloadStatus[]): FactDraft {
  const badness = ({ revision }: WorkloadStatus) =>
    TONES.indexOf(revision.tone);
  const [first] = [...workloads].sort((a, b) => badness(b) - badness(a));
  const { verdict, tone, why, action } = first.revision;
  const worst = workloads.filter(one => one.revision.verdict === verdict);
  const targets = [...new Set(workloads.map(target).filter(Boolean))];
  const decidedBy = why.considered.find(one => one.decides);
  return {
    id: 'revision',
    tone,
    word: WORDS[verdict],
    text: COUNTED.has(verdict) ? behind(workloads) : targets.join(', '),
    origin:
      verdict === 'current'
        ? currentOrigin(workloads)
        : staleOrigin(worst, workloads),
    ...(decidedBy && {
      decidedBy: { cluster: first.cluster, ref: decidedBy.ref },
    }),
    why,
    ...(action && { action }),
  };
}
