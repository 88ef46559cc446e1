import type { JsonObject } from '@backstage/types';
import type { ChartRelease } from './chartRelease';
import type { InstalledGateway } from './gatewaysField';
import { gatewayValues } from './gatewayValues';
import { istiodValues } from './istiodValues';
import { istioCsrTag } from './meshImages';
import type { MeshSettings } from './meshSettings';
import { ISTIO_CSR_IMAGE } from './registryField';
import { cniValues, ztunnelValues } from './nodeValues';

/** Order of the charts: what another needs has a lower wave. @internal */
export const WAVES = {
  namespaces: -2,
  base: -1,
  authority: 0,
  controlPlane: 1,
  nodes: 2,
  gateways: 3,
} as const;

/** A release of the mesh: which version, which revision. @internal */
export interface MeshRelease {
  cluster: string;
  version: string;
  revision: string;
}

function istioChart(
  settings: MeshSettings,
  release: Pick<
    ChartRelease,
    'name' | 'chart' | 'version' | 'namespace' | 'wave'
  >,
  values: ChartRelease['values'],
): ChartRelease {
  return { ...release, repository: settings.delivery.charts, values };
}

/** The CRDs and the validation by default; one for the cluster. @internal */
export function baseChart(
  settings: MeshSettings,
  version: string,
  defaultRevision: string,
): ChartRelease {
  return istioChart(
    settings,
    {
      ...{ name: 'istio-base', chart: 'base', version },
      ...{ namespace: settings.istioNamespace, wave: WAVES.base },
    },
    { defaultRevision, global: { istioNamespace: settings.istioNamespace } },
  );
}

/** A control plane. @internal */
export function istiodChart(
  settings: MeshSettings,
  { version, revision }: MeshRelease,
): ChartRelease {
  return istioChart(
    settings,
    {
      ...{ name: `istiod-${revision}`, chart: 'istiod', version },
      ...{ namespace: settings.istioNamespace, wave: WAVES.controlPlane },
    },
    istiodValues(settings, revision),
  );
}

/** The agent of the nodes. @internal */
export function cniChart(
  settings: MeshSettings,
  version: string,
): ChartRelease {
  return istioChart(
    settings,
    {
      ...{ name: 'istio-cni', chart: 'cni', version },
      ...{ namespace: settings.cniNamespace, wave: WAVES.nodes },
    },
    cniValues(settings),
  );
}

/** The proxy of the nodes, in ambient mode only. @internal */
export function ztunnelCharts(
  settings: MeshSettings,
  { version, revision }: MeshRelease,
): ChartRelease[] {
  if (settings.mode !== 'ambient') return [];
  return [
    istioChart(
      settings,
      {
        ...{ name: 'ztunnel', chart: 'ztunnel', version },
        ...{ namespace: settings.cniNamespace, wave: WAVES.nodes },
      },
      ztunnelValues(settings, revision),
    ),
  ];
}

/** A gateway, which follows a tag or revision. @internal */
export function gatewayChart(
  settings: MeshSettings,
  gateway: InstalledGateway,
  { version, follows }: { version: string; follows: string },
): ChartRelease {
  return istioChart(
    settings,
    {
      ...{ name: gateway.name, chart: 'gateway', version },
      ...{ namespace: gateway.namespace, wave: WAVES.gateways },
    },
    gatewayValues(settings, gateway, follows),
  );
}

/**
 * Where the chart of istio-csr takes its image from. `repository` is the whole
 * name; a tag beside a digest would be read by some of its releases only.
 * Source: cert-manager/istio-csr deploy/charts/istio-csr (values.yaml and the
 * template of images in templates/_helpers.tpl).
 */
function istioCsrImage({ ca, registry }: MeshSettings): JsonObject {
  const digest = registry?.digests[ISTIO_CSR_IMAGE];
  const tag = ca.istioCsr && istioCsrTag(ca.istioCsr.version);
  return {
    image: {
      repository: registry ? `${registry.hub}/${ISTIO_CSR_IMAGE}` : null,
      tag: registry && !digest && tag ? tag : null,
      digest: digest ?? null,
    },
    imagePullSecrets: registry?.pullSecret
      ? [{ name: registry.pullSecret }]
      : null,
  };
}

/** istio-csr, where it signs. @internal */
export function istioCsrCharts(
  settings: MeshSettings,
  revisions: readonly string[],
): ChartRelease[] {
  const { ca, istioNamespace, meshConfig } = settings;
  if (!ca.istioCsr || !ca.issuer) return [];
  const { group, kind, name } = ca.issuer;
  const { charts, namespace, version } = ca.istioCsr;
  return [
    {
      ...{ name: 'cert-manager-istio-csr', chart: 'cert-manager-istio-csr' },
      ...{ repository: charts, version, namespace, wave: WAVES.authority },
      values: {
        replicaCount: 2,
        ...istioCsrImage(settings),
        app: {
          certmanager: {
            namespace: istioNamespace,
            issuer: { group, kind, name },
          },
          tls: {
            trustDomain: meshConfig.trustDomain,
            certificateDNSNames: [`cert-manager-istio-csr.${namespace}.svc`],
          },
          istio: { namespace: istioNamespace, revisions: [...revisions] },
        },
      },
    },
  ];
}
