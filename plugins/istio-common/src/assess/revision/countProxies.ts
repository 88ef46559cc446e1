import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { podRevision } from './podRevision';

/** Proxies of one workload by revision and version. */
export interface ProxyCount {
  revision: string;
  /** As read off the image; absent where it does not say. */
  version?: string;
  pods: number;
}

/** How many pods of a workload run which proxy. */
export function countProxies(
  { tags, versions }: AssessScope,
  { pods }: WorkloadGroup,
): ProxyCount[] {
  const counts = new Map<string, ProxyCount>();
  for (const pod of pods) {
    const actual = podRevision(pod, tags, versions);
    if (!actual) continue;
    const { revision } = actual;
    // An inferred version is the control plane's own and says nothing of it.
    const version = actual.inferred ? undefined : actual.version;
    const key = `${revision} ${version ?? ''}`;
    const known = counts.get(key);
    if (known) known.pods += 1;
    else counts.set(key, { revision, ...(version && { version }), pods: 1 });
  }
  return [...counts.values()];
}
