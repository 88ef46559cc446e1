import type { JsonObject } from '@backstage/types';
import { presentValues } from '../../edit/absentValues';
import { gatewayService } from './gatewayService';
import { type InstalledGateway, serviceTypeOf } from './gatewaysField';
import { GATEWAY_STRATEGY } from './gatewayValues';
import {
  globalValues,
  madeGatewayValues,
  meshConfigValues,
  pilotValues,
} from './istiodValues';
import type { MeshRelease } from './meshCharts';
import { pinnedImage } from './meshImages';
import type { MeshSettings } from './meshSettings';
import { excludedNamespaces } from './nodeValues';

function gatewayComponent(gateway: InstalledGateway): JsonObject {
  const { name, namespace, minReplicas, maxReplicas } = gateway;
  const { annotations, loadBalancerClass } = gatewayService(gateway);
  return {
    name,
    namespace,
    enabled: true,
    label: { app: name, istio: name.replace(/^istio-/, '') },
    k8s: {
      hpaSpec: { minReplicas, maxReplicas },
      strategy: {
        type: GATEWAY_STRATEGY.type,
        rollingUpdate: { ...GATEWAY_STRATEGY.rollingUpdate },
      },
      service: {
        type: serviceTypeOf(gateway),
        ...(loadBalancerClass && { loadBalancerClass }),
      },
      ...(Object.keys(annotations).length > 0 && {
        serviceAnnotations: annotations,
      }),
    },
  };
}

function components(
  settings: MeshSettings,
  gateways: readonly InstalledGateway[],
): JsonObject {
  const { cniNamespace, mode } = settings;
  const ofRole = (role: InstalledGateway['role']) =>
    gateways.filter(one => one.role === role).map(gatewayComponent);
  return {
    base: { enabled: true },
    pilot: { enabled: true },
    cni: { enabled: true, namespace: cniNamespace },
    ...(mode === 'ambient' && {
      ztunnel: { enabled: true, namespace: cniNamespace },
    }),
    ingressGateways: ofRole('ingress'),
    egressGateways: ofRole('egress'),
  };
}

/** The file is written as a whole: nothing is taken out of an older one. */
function written(some: JsonObject): JsonObject {
  // JSON without some of it is JSON.
  return presentValues(some) as JsonObject;
}

function values(settings: MeshSettings): JsonObject {
  const cni = pinnedImage(settings, 'install-cni');
  const ztunnel = pinnedImage(settings, 'ztunnel');
  // What the file says at its top is not said twice.
  const { hub, ...global } = globalValues(settings);
  return {
    global: written(global),
    pilot: written(pilotValues(settings)),
    gateways: madeGatewayValues(),
    cni: {
      excludeNamespaces: excludedNamespaces(settings),
      ...(cni && { image: cni }),
    },
    ...(ztunnel && { ztunnel: { image: ztunnel } }),
  };
}

/**
 * The whole mesh as one file for `istioctl install -f`. Its kind is that of no
 * custom resource any more (the operator in the cluster went in 1.24): it is a
 * file only, never applied. What older files had and istioctl drops or refuses
 * (`addonComponents`, `components.telemetry`, `controlPlaneSecurityEnabled`,
 * `jwtPolicy`) is not in it.
 * Source: operator/pkg/apis/types.go.
 *
 * @internal
 */
export function operatorFile(
  settings: MeshSettings,
  release: MeshRelease,
  gateways: readonly InstalledGateway[],
): JsonObject {
  const { istioNamespace, registry, mode } = settings;
  return {
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    metadata: { name: `mesh-${release.revision}`, namespace: istioNamespace },
    spec: {
      profile: mode === 'ambient' ? 'ambient' : 'minimal',
      ...(registry && { hub: registry.hub }),
      tag: release.version,
      namespace: istioNamespace,
      revision: release.revision,
      meshConfig: written(meshConfigValues(settings)),
      components: components(settings, gateways),
      values: values(settings),
    },
  };
}
