import type { DataState } from '../api/freshness';
import {
  type ClusterAssessment,
  type KeptAssessment,
  assessToKeep,
  completeAssessment,
} from '../assess/assessCluster';
import { MeshIndex } from '../index/MeshIndex';
import type { MeshObject } from '../model/meshObject';
import { trimRaw } from '../replay/trimRaw';
import type { PemReader, TrimTools } from '../trim/PemReader';

/** The moment at which tests judge, unless they say otherwise. */
export const NOW = new Date('2026-02-01T00:00:00Z');

export function trimAll(
  raw: readonly unknown[],
  tools: TrimTools = {},
): MeshObject[] {
  return raw.flatMap(one => trimRaw(one, tools) ?? []);
}

interface RawOptions {
  now?: Date;
  states?: Record<string, DataState>;
  cluster?: string;
  registries?: string[];
  pem?: PemReader;
}

/** Judges raw objects as one cluster. */
export function assessRaw(
  raw: readonly unknown[],
  options?: RawOptions,
): ClusterAssessment {
  return completeAssessment(keepRaw(raw, options));
}

/** The same as it is kept. */
export function keepRaw(
  raw: readonly unknown[],
  options: RawOptions = {},
): KeptAssessment {
  return assessToKeep(MeshIndex.build(trimAll(raw, options)), {
    cluster: options.cluster ?? 'eu-1',
    now: options.now ?? NOW,
    dataStates: new Map(Object.entries(options.states ?? {})),
    ...(options.registries && { registries: options.registries }),
  });
}

/** The first workload of that name. */
export function workloadOf(assessment: ClusterAssessment, name = 'cart') {
  const found = assessment.workloads.find(({ ref }) => ref.name === name);
  if (!found) throw new Error(`No workload ${name}`);
  return found;
}
