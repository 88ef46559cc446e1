import type { WorkloadStatus } from '../api/facts';
import { worstTone } from '../model/verdicts';
import { type FactDraft, plainWhy } from './factDraft';
import { placeWords } from './placeWords';

interface Counts {
  total: number;
  /** Pods by proxy version, newest version first. */
  versions: Array<[string, number]>;
  ambient: number;
  bare: number;
}

function count(workloads: readonly WorkloadStatus[]): Counts {
  const versions = new Map<string, number>();
  let [total, ambient, proxies] = [0, 0, 0];
  for (const { pods, proxyVersions, dataPlane, revision } of workloads) {
    total += pods.total;
    for (const { version, pods: some } of proxyVersions) {
      versions.set(version, (versions.get(version) ?? 0) + some);
    }
    const withProxy = revision.actual.reduce((sum, one) => sum + one.pods, 0);
    proxies += withProxy;
    if (dataPlane.mode.startsWith('ambient')) ambient += pods.total - withProxy;
  }
  return {
    total,
    ambient,
    bare: total - proxies - ambient,
    versions: [...versions].sort(([a], [b]) =>
      b.localeCompare(a, 'en', { numeric: true }),
    ),
  };
}

function wordOf({ total, versions, ambient }: Counts): string {
  if (total === 0) return 'No pods';
  if (versions.length > 0) return versions.map(([name]) => name).join(', ');
  return ambient > 0 ? 'Ambient' : 'No proxy';
}

function textOf({ total, versions, ambient, bare }: Counts): string {
  if (total === 0) return 'none runs';
  if (versions.length > 1) {
    return `${versions.map(([, pods]) => pods).join(' + ')} of ${total} pods`;
  }
  const covered = versions[0]?.[1] ?? (ambient || bare);
  return `${covered}/${total} pods`;
}

/** Which proxy the entity's pods run, and how they came by it. */
export function sidecarFact(workloads: readonly WorkloadStatus[]): FactDraft {
  const counts = count(workloads);
  const unknown = workloads.filter(one => one.dataPlane.mode === 'unknown');
  const tone = worstTone([
    ...workloads.map(({ dataPlane }) => dataPlane.tone),
    ...(counts.versions.length > 1 ? (['warning'] as const) : []),
  ]);
  const worst =
    workloads.find(({ dataPlane }) => dataPlane.tone === tone) ?? workloads[0];
  const place = placeWords(
    workloads
      .filter(({ dataPlane }) => dataPlane.tone === tone)
      .map(({ cluster }) => cluster),
    workloads.map(({ cluster }) => cluster),
  );
  if (unknown.length === workloads.length) {
    return {
      id: 'sidecar',
      tone: 'unknown',
      word: 'Unknown',
      text: '',
      origin: worst.dataPlane.why.summary,
      why: worst.dataPlane.why,
    };
  }
  const inferred = workloads.some(({ proxyVersions }) =>
    proxyVersions.some(version => version.inferred),
  );
  const decidedBy = worst.revision.why.considered.find(one => one.decides);
  return {
    id: 'sidecar',
    tone,
    word: wordOf(counts),
    text: textOf(counts),
    origin: `${worst.dataPlane.why.summary}${
      inferred ? ', version of the control plane' : ''
    }${tone === 'ok' ? '' : place}`,
    ...(decidedBy && {
      decidedBy: { cluster: worst.cluster, ref: decidedBy.ref },
    }),
    why: plainWhy(
      `${wordOf(counts)} on ${textOf(counts)}: ${worst.dataPlane.why.summary}`,
    ),
  };
}
