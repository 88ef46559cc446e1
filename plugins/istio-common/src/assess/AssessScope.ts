import type { MeshIndex } from '../index/MeshIndex';
import type { ObjectRef } from '../model/identity';
import type { MeshObjectType } from '../model/meshObject';
import type { StringMap } from '../model/objectMeta';
import type {
  NamespaceObject,
  ServiceObject,
  WebhookConfigurationObject,
} from '../model/workloadObjects';
import type { AssessContext } from './assessContext';
import {
  type ControlPlane,
  findControlPlanes,
  findTags,
} from './controlPlanes';
import { RulesByHost } from './egress/RulesByHost';
import { type WorkloadGroup, groupWorkloads } from './groupWorkloads';
import {
  DEFAULT_SETTINGS,
  type MeshSettings,
  readMeshSettings,
} from './meshSettings';
import { findServices } from './findServices';
import { unread } from './unread';

/**
 * One assessment run over one cluster: the index, the context, and the joins
 * that several rules share, worked out once.
 */
export class AssessScope {
  readonly webhooks: readonly WebhookConfigurationObject[];
  readonly controlPlanes: readonly ControlPlane[];
  readonly tags: ReadonlyMap<string, string>;
  /** Version by revision; a revision whose version is not known is present too. */
  readonly versions: ReadonlyMap<string, string | undefined>;
  readonly settings: ReadonlyMap<string, MeshSettings>;
  readonly workloads: readonly WorkloadGroup[];
  readonly destinationRules: RulesByHost;
  readonly #services = new Map<WorkloadGroup, readonly ServiceObject[]>();

  constructor(readonly index: MeshIndex, readonly context: AssessContext) {
    this.webhooks = [...index.all('webhook')];
    this.controlPlanes = findControlPlanes(index);
    this.tags = findTags(index);
    this.versions = new Map(
      this.controlPlanes.map(({ revision, version }) => [revision, version]),
    );
    this.settings = readMeshSettings(index);
    this.workloads = groupWorkloads(index);
    this.destinationRules = new RulesByHost(index.all('destinationrule'));
  }

  /** Why a type could not be read; undefined when it could. */
  unread(resource: string, type: MeshObjectType): string | undefined {
    return unread(this.index, this.context, resource, type);
  }

  namespace(name: string): NamespaceObject | undefined {
    const found = this.index.find({ group: '', kind: 'Namespace', name });
    return found?.type === 'namespace' ? found : undefined;
  }

  service(namespace: string, name: string): ServiceObject | undefined {
    const ref: ObjectRef = { group: '', kind: 'Service', namespace, name };
    const found = this.index.find(ref);
    return found?.type === 'service' ? found : undefined;
  }

  /** The Services that select a workload's pods. */
  servicesOf(group: WorkloadGroup): readonly ServiceObject[] {
    let services = this.#services.get(group);
    if (!services) {
      services = findServices(this.index, group);
      this.#services.set(group, services);
    }
    return services;
  }

  /**
   * The mesh configuration of a revision; without one, that of the default
   * revision, else of any, else Istio's defaults.
   */
  settingsOf(revision: string | undefined): MeshSettings {
    const fallback = this.tags.get('default') ?? 'default';
    return (
      (revision !== undefined ? this.settings.get(revision) : undefined) ??
      this.settings.get(fallback) ??
      [...this.settings].sort(([a], [b]) => (a < b ? -1 : 1))[0]?.[1] ??
      DEFAULT_SETTINGS
    );
  }

  labelsOfNamespace(name: string): StringMap | undefined {
    return this.namespace(name)?.labels;
  }
}
