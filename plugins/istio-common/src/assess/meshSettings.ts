import type { MeshIndex } from '../index/MeshIndex';
import type { ConfigMapObject } from '../model/workloadObjects';

/** The mesh configuration of one revision, defaults filled in. */
export interface MeshSettings {
  rootNamespace: string;
  trustDomain: string;
  autoMtls: boolean;
  outboundTrafficPolicy: string;
  destinationRuleExportTo: readonly string[];
  virtualServiceExportTo: readonly string[];
  serviceExportTo: readonly string[];
}

/** Istio's own defaults. Source: pkg/config/mesh/mesh.go, DefaultMeshConfig. */
export const DEFAULT_SETTINGS: MeshSettings = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  autoMtls: true,
  outboundTrafficPolicy: 'ALLOW_ANY',
  destinationRuleExportTo: ['*'],
  virtualServiceExportTo: ['*'],
  serviceExportTo: ['*'],
};

function settingsFrom(mesh: ConfigMapObject['mesh'] = {}): MeshSettings {
  return {
    rootNamespace: mesh.rootNamespace ?? DEFAULT_SETTINGS.rootNamespace,
    trustDomain: mesh.trustDomain ?? DEFAULT_SETTINGS.trustDomain,
    autoMtls: mesh.enableAutoMtls ?? DEFAULT_SETTINGS.autoMtls,
    outboundTrafficPolicy:
      mesh.outboundTrafficPolicy ?? DEFAULT_SETTINGS.outboundTrafficPolicy,
    destinationRuleExportTo:
      mesh.defaultDestinationRuleExportTo ??
      DEFAULT_SETTINGS.destinationRuleExportTo,
    virtualServiceExportTo:
      mesh.defaultVirtualServiceExportTo ??
      DEFAULT_SETTINGS.virtualServiceExportTo,
    serviceExportTo:
      mesh.defaultServiceExportTo ?? DEFAULT_SETTINGS.serviceExportTo,
  };
}

/**
 * Settings by revision, from the ConfigMaps `istio` (revision `default`) and
 * `istio-<revision>`.
 */
export function readMeshSettings(
  index: MeshIndex,
): ReadonlyMap<string, MeshSettings> {
  const settings = new Map<string, MeshSettings>();
  for (const { ref, mesh } of index.all('configmap')) {
    if (!mesh) continue;
    const revision =
      ref.name === 'istio' ? 'default' : ref.name.slice('istio-'.length);
    settings.set(revision, settingsFrom(mesh));
  }
  return settings;
}
