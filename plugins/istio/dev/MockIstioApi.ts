import type { JsonObject } from '@backstage/types';
import type {
  ClusterFreshness,
  ClusterInventory,
  EntityStatus,
  EntitySummary,
  ExposureZone,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { IstioApi } from '../src/api/IstioApi';
import type { Scenario } from './scenarios/Scenario';

/** Answers from the scenarios; a scenario without an answer is waited for. */
export class MockIstioApi implements IstioApi {
  readonly #scenarios: readonly Scenario[];
  /** Clusters that were asked to be read again. */
  readonly refreshed: string[] = [];

  constructor(scenarios: readonly Scenario[]) {
    this.#scenarios = scenarios;
  }

  async getEntityStatus(entityRef: string): Promise<EntityStatus> {
    const scenario = this.#scenarios.find(({ name }) =>
      entityRef.endsWith(`/${name}`),
    );
    if (scenario?.failure) {
      const { name, message, status } = scenario.failure;
      throw Object.assign(new Error(message), { name, statusCode: status });
    }
    if (!scenario?.status) return new Promise(() => {});
    return scenario.status;
  }

  async getEntitySummaries(): Promise<EntitySummary[]> {
    return [];
  }

  async getClusters(): Promise<ClusterFreshness[]> {
    const clusters = this.#scenarios.flatMap(s => s.status?.clusters ?? []);
    return [...new Map(clusters.map(c => [c.cluster, c])).values()];
  }

  async refreshCluster(cluster: string): Promise<void> {
    this.refreshed.push(cluster);
  }

  async getInventory(cluster: string): Promise<ClusterInventory> {
    return {
      cluster,
      namespaces: [],
      services: [],
      issuers: [],
      gatewayPods: [],
    };
  }

  async getExposureZones(): Promise<ExposureZone[]> {
    return [];
  }

  async validate(
    _intent: 'ingress',
    _input: JsonObject,
  ): Promise<ValidationResult> {
    return { findings: [], passed: 0, unverified: [] };
  }
}
