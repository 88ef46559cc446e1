import type { DataState } from '../api/freshness';
import { AssessScope } from '../assess/AssessScope';
import { filledIn } from '../assess/commonPart';
import type { KeptWorkload } from '../assess/keptFacts';
import { WORKLOAD_PORTS, workloadDraft } from '../assess/workloadStatuses';
import { MeshIndex } from '../index/MeshIndex';
import { NOW, trimAll } from './assessRaw';

/** Judges raw objects as one cluster, and of them one workload only. */
export function assessRawWorkload(
  raw: readonly unknown[],
  options: {
    states?: Record<string, DataState>;
    registries?: string[];
    name?: string;
  } = {},
): KeptWorkload {
  const { name = 'cart', registries } = options;
  const scope = new AssessScope(MeshIndex.build(trimAll(raw)), {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(Object.entries(options.states ?? {})),
    ...(registries && { registries }),
  });
  const group = scope.workloads.find(({ ref }) => ref.name === name);
  if (!group) throw new Error(`No workload ${name}`);
  return filledIn(scope, workloadDraft(scope, group), WORKLOAD_PORTS);
}
