import type { JsonObject } from '@backstage/types';
import { pinnedImage } from './meshImages';
import type { MeshSettings } from './meshSettings';

/** Service of istio-csr, its chart's name for it. @internal */
export function istioCsrAddress(ca: MeshSettings['ca']): string | undefined {
  return ca.istioCsr
    ? `cert-manager-istio-csr.${ca.istioCsr.namespace}.svc:443`
    : undefined;
}

/** `meshConfig` of an installation. @internal */
export function meshConfigValues(settings: MeshSettings): JsonObject {
  const { trustDomain, rootNamespace, outboundTraffic, accessLogs } =
    settings.meshConfig;
  return {
    trustDomain,
    ...(rootNamespace && { rootNamespace }),
    outboundTrafficPolicy: { mode: outboundTraffic },
    ...(accessLogs !== 'off' && {
      accessLogFile: '/dev/stdout',
      accessLogEncoding: accessLogs === 'json' ? 'JSON' : 'TEXT',
    }),
    enablePrometheusMerge: true,
  };
}

/** `global` of the istiod chart. @internal */
export function globalValues(settings: MeshSettings): JsonObject {
  const { istioNamespace, registry, variant, platform, ca } = settings;
  const proxy = pinnedImage(settings, 'proxyv2');
  const caAddress = istioCsrAddress(ca);
  return {
    istioNamespace,
    ...(platform && { platform }),
    ...(registry && { hub: registry.hub }),
    ...(variant && { variant }),
    ...(registry?.pullSecret && { imagePullSecrets: [registry.pullSecret] }),
    ...(caAddress && { caAddress }),
    ...(proxy && { proxy: { image: proxy }, proxy_init: { image: proxy } }),
    defaultPodDisruptionBudget: { enabled: true },
  };
}

/** What is set on istiod itself. @internal */
export function pilotValues(settings: MeshSettings): JsonObject {
  const { istiod, mode, cniNamespace, ca } = settings;
  const image = pinnedImage(settings, 'pilot');
  return {
    autoscaleEnabled: true,
    autoscaleMin: istiod.minReplicas,
    autoscaleMax: istiod.maxReplicas,
    rollingMaxSurge: '100%',
    rollingMaxUnavailable: '25%',
    seccompProfile: { type: 'RuntimeDefault' },
    cni: { enabled: true },
    ...(mode === 'ambient' && { trustedZtunnelNamespace: cniNamespace }),
    ...(image && { image }),
    // istio-csr signs; istiod must not offer to.
    ...(ca.kind === 'istio-csr' && { env: { ENABLE_CA_SERVER: 'false' } }),
  };
}

/**
 * Values of the istiod chart. Tags are no part of them: a tag that one release
 * of Helm owns could not move to another one.
 * Source: manifests/charts/istio-control/istio-discovery/values.yaml.
 *
 * @internal
 */
export function istiodValues(
  settings: MeshSettings,
  revision: string,
): JsonObject {
  return {
    ...(settings.mode === 'ambient' && { profile: 'ambient' }),
    revision,
    ...pilotValues(settings),
    meshConfig: meshConfigValues(settings),
    global: globalValues(settings),
  };
}
