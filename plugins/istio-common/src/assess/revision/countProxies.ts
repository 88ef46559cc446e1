import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { podRevisions } from './podRevisions';
import type { PodRevision } from './podRevision';

/** Proxies of one workload by revision and version. */
export interface ProxyCount {
  revision: string;
  /** As read off the image; absent where it does not say. */
  version?: string;
  pods: number;
}

/** How many pods of a workload run which proxy. */
export function countProxies(
  scope: AssessScope,
  { pods }: WorkloadGroup,
): ProxyCount[] {
  const counts: ProxyCount[] = [];
  let last: PodRevision | undefined;
  let counted: ProxyCount | undefined;
  for (const actual of podRevisions(scope, pods)) {
    if (!actual) continue;
    if (!counted || actual !== last) {
      counted = countOf(counts, actual);
      last = actual;
    }
    counted.pods += 1;
  }
  return counts;
}

/** The count of what runs alike. */
function countOf(
  counts: ProxyCount[],
  { revision, inferred, version: read }: PodRevision,
): ProxyCount {
  // An inferred version is the control plane's own and says nothing of it.
  const version = (!inferred && read) || undefined;
  const known = counts.find(
    one => one.revision === revision && one.version === version,
  );
  if (known) return known;
  const count = { revision, ...(version && { version }), pods: 0 };
  counts.push(count);
  return count;
}
