import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import type { ExposureZone } from '@meshwright/backstage-plugin-istio-common';
import type { ClusterSpec } from './ClusterSpec';
import { readClusters } from './readClusters';
import { readGitops, type GitopsConfig } from './readGitops';
import { readRegistries } from './readRegistries';
import { readZones } from './readZones';

/** Everything the backend reads from app-config. */
export interface IstioConfig {
  clusters: ClusterSpec[];
  zones: ExposureZone[];
  gitops?: GitopsConfig;
  /** Registries that images of the mesh may come from; absent when any may. */
  registries?: string[];
  /** Age of a confirmation beyond which data counts as stale. */
  staleAfterMs: number;
  /** How often the forge is asked about a new pull request at most. */
  changePollMs: number;
}

const DEFAULT_STALE_AFTER_MS = 3 * 60_000;
const DEFAULT_CHANGE_POLL_MS = 15_000;

/** Reads and checks the configuration; throws one sentence that names the key. */
export function readIstioConfig(config: Config): IstioConfig {
  return {
    clusters: readClusters(config),
    zones: readZones(config),
    gitops: readGitops(config),
    registries: readRegistries(config),
    staleAfterMs: readMilliseconds(
      config,
      'istio.staleAfter',
      DEFAULT_STALE_AFTER_MS,
    ),
    changePollMs: readMilliseconds(
      config,
      'istio.changes.pollInterval',
      DEFAULT_CHANGE_POLL_MS,
    ),
  };
}

function readMilliseconds(
  config: Config,
  key: string,
  fallback: number,
): number {
  if (!config.has(key)) return fallback;
  return durationToMilliseconds(readDurationFromConfig(config, { key }));
}
