import type { ChartRelease } from './chartRelease';
import type { InstalledGateway } from './gatewaysField';
import { gatewayValues } from './gatewayValues';
import { istiodValues } from './istiodValues';
import type { MeshSettings } from './meshSettings';
import { cniValues, ztunnelValues } from './nodeValues';

/** Order of the charts: what another needs has a lower wave. @internal */
export const WAVES = {
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

/** istio-csr, where it signs. @internal */
export function istioCsrCharts(
  { ca, istioNamespace, meshConfig }: MeshSettings,
  revisions: readonly string[],
): ChartRelease[] {
  if (!ca.istioCsr || !ca.issuer) return [];
  const { group, kind, name } = ca.issuer;
  const { charts, namespace, version } = ca.istioCsr;
  return [
    {
      ...{ name: 'cert-manager-istio-csr', chart: 'cert-manager-istio-csr' },
      ...{ repository: charts, version, namespace, wave: WAVES.authority },
      values: {
        replicaCount: 2,
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
