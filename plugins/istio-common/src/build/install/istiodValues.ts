import type { JsonObject } from '@backstage/types';
import { pinnedImage } from './meshImages';
import type { MeshSettings } from './meshSettings';

/** Service of istio-csr, its chart's name for it. @internal */
export function istioCsrAddress(ca: MeshSettings['ca']): string | undefined {
  return ca.istioCsr
    ? `cert-manager-istio-csr.${ca.istioCsr.namespace}.svc:443`
    : undefined;
}

const ENCODINGS = { off: null, json: 'JSON', text: 'TEXT' } as const;

/** `meshConfig` of an installation. @internal */
export function meshConfigValues(settings: MeshSettings): JsonObject {
  const { trustDomain, rootNamespace, outboundTraffic, accessLogs } =
    settings.meshConfig;
  return {
    trustDomain,
    rootNamespace: rootNamespace ?? null,
    outboundTrafficPolicy: { mode: outboundTraffic },
    accessLogFile: accessLogs === 'off' ? null : '/dev/stdout',
    accessLogEncoding: ENCODINGS[accessLogs],
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
    platform: platform ?? null,
    hub: registry?.hub ?? null,
    variant: variant ?? null,
    imagePullSecrets: registry?.pullSecret ? [registry.pullSecret] : null,
    caAddress: caAddress ?? null,
    proxy: { image: proxy ?? null },
    proxy_init: { image: proxy ?? null },
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
    trustedZtunnelNamespace: mode === 'ambient' ? cniNamespace : null,
    image: image ?? null,
    // istio-csr signs; istiod must not offer to.
    env: { ENABLE_CA_SERVER: ca.kind === 'istio-csr' ? 'false' : null },
  };
}

/**
 * What istiod gives the gateways that it makes itself, those of the Gateway API
 * and waypoints: without it, namespaces of pod security level `restricted`
 * refuse their pods.
 * Source: istio-discovery/files/kube-gateway.yaml and waypoint.yaml.
 *
 * @internal
 */
export function madeGatewayValues(): JsonObject {
  return { seccompProfile: { type: 'RuntimeDefault' } };
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
    profile: settings.mode === 'ambient' ? 'ambient' : null,
    revision,
    ...pilotValues(settings),
    meshConfig: meshConfigValues(settings),
    gateways: madeGatewayValues(),
    global: globalValues(settings),
  };
}
