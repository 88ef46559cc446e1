import type { Age } from '../ScenarioCluster';

/** An object that somebody applied, and how long ago. @internal */
export interface SampleManifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  /** When not 60 days. */
  age?: Age;
  [field: string]: unknown;
}

const GROUPS = {
  networking: 'networking.istio.io/v1',
  security: 'security.istio.io/v1',
  gateway: 'gateway.networking.k8s.io/v1',
  certificates: 'cert-manager.io/v1',
  policies: 'networking.k8s.io/v1',
} as const;

/** An object of a namespace with a spec. @internal */
export function applied(
  group: keyof typeof GROUPS,
  kind: string,
  namespace: string,
  name: string,
  spec: Record<string, unknown>,
  more: Partial<SampleManifest> = {},
): SampleManifest {
  const { metadata, ...rest } = more;
  return {
    apiVersion: GROUPS[group],
    kind,
    metadata: { ...metadata, name, namespace },
    spec,
    ...rest,
  };
}
