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
import { type WorkloadGroup, groupWorkloads } from './groupWorkloads';
import {
  DEFAULT_SETTINGS,
  type MeshSettings,
  readMeshSettings,
} from './meshSettings';
import { unread } from './unread';

/** Istiods patch this suffix onto every cluster-internal name. */
export const CLUSTER_DOMAIN = 'cluster.local';

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

  constructor(readonly index: MeshIndex, readonly context: AssessContext) {
    this.webhooks = [...index.all('webhook')];
    this.controlPlanes = findControlPlanes(index);
    this.tags = findTags(index);
    this.versions = new Map(
      this.controlPlanes.map(({ revision, version }) => [revision, version]),
    );
    this.settings = readMeshSettings(index);
    this.workloads = groupWorkloads(index);
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
