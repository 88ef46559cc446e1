import type { JsonObject } from '@backstage/types';
import type {
  ClusterFreshness,
  ClusterInventory,
  EntityStatus,
  EntitySummary,
  ExposureZone,
  FleetKind,
  FleetPage,
  FleetQuery,
  FleetSummary,
  ProposedDefinitions,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { IstioApi } from '../src/api/IstioApi';
import { answerFleetPage, answerFleetSummary } from './fleet/answerFleet';
import { FLEET_SCENARIOS, type FleetScenario } from './fleet/fleetScenarios';
import type { FleetWorld } from './fleet/FleetWorld';
import type { FormScenario } from './forms/FormScenario';
import type { Scenario } from './scenarios/Scenario';

/** Answers from the scenarios; a scenario without an answer is waited for. */
export class MockIstioApi implements IstioApi {
  readonly #scenarios: readonly Scenario[];
  /** Clusters that were asked to be read again. */
  readonly refreshed: string[] = [];

  /** The queries that lists of the fleet were asked by. */
  readonly fleetQueries: Array<{ kind: FleetKind; query?: FleetQuery }> = [];
  readonly #fleet: () => FleetScenario;
  /** A form that is looked at answers for itself. */
  readonly #form: () => FormScenario | undefined;

  /** The scenario of the fleet may change, as with the address of the page. */
  constructor(
    scenarios: readonly Scenario[],
    fleet: () => FleetScenario = () => FLEET_SCENARIOS[0],
    form: () => FormScenario | undefined = () => undefined,
  ) {
    this.#form = form;
    this.#scenarios = scenarios;
    this.#fleet = fleet;
  }

  async getFleetSummary(): Promise<FleetSummary> {
    return answerFleetSummary(await this.#world());
  }

  async getFleetPage<K extends FleetKind>(
    kind: K,
    query?: FleetQuery,
  ): Promise<FleetPage<K>> {
    this.fleetQueries.push({ kind, query });
    return answerFleetPage(await this.#world(), kind, query);
  }

  async #world(): Promise<FleetWorld> {
    const { world, failure } = this.#fleet();
    if (failure) throw failed(failure);
    return world ?? new Promise<FleetWorld>(() => {});
  }

  async getEntityStatus(entityRef: string): Promise<EntityStatus> {
    const form = this.#form();
    if (form) return form.api.getEntityStatus();
    const scenario = this.#scenarios.find(({ name }) =>
      entityRef.endsWith(`/${name}`),
    );
    if (scenario?.failure) throw failed(scenario.failure);
    if (!scenario?.status) return new Promise(() => {});
    return scenario.status;
  }

  async getEntitySummaries(): Promise<EntitySummary[]> {
    return [];
  }

  async getClusters(): Promise<ClusterFreshness[]> {
    const form = this.#form();
    if (form) return form.api.getClusters();
    const clusters = this.#scenarios.flatMap(s => s.status?.clusters ?? []);
    return [...new Map(clusters.map(c => [c.cluster, c])).values()];
  }

  async refreshCluster(cluster: string): Promise<void> {
    this.refreshed.push(cluster);
  }

  async getInventory(cluster: string): Promise<ClusterInventory> {
    const form = this.#form();
    if (form) return form.api.getInventory();
    return {
      cluster,
      namespaces: [],
      services: [],
      issuers: [],
      gatewayPods: [],
      workloads: [],
      revisions: [],
    };
  }

  async getExposureZones(): Promise<ExposureZone[]> {
    return this.#form()?.api.getExposureZones() ?? [];
  }

  async getProposedDefinitions(): Promise<ProposedDefinitions[]> {
    return this.#form()?.api.getProposedDefinitions() ?? [];
  }

  async validate(kind: string, intent: JsonObject): Promise<ValidationResult> {
    const form = this.#form();
    if (form) return form.api.validate(kind, intent);
    return { findings: [], passed: 0, unverified: [] };
  }
}

function failed(failure: NonNullable<Scenario['failure']>): Error {
  const { name, message, status } = failure;
  return Object.assign(new Error(message), { name, statusCode: status });
}
