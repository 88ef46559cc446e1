import { argoApplication } from '../install/argoApplication';
import type { ChartRelease } from '../install/chartRelease';
import { valuesFile } from '../install/chartSource';
import { fluxRelease } from '../install/fluxRelease';
import {
  baseChart,
  cniChart,
  istioCsrCharts,
  istiodChart,
  ztunnelCharts,
} from '../install/meshCharts';
import type { ManifestObject } from '../manifest';
import { followingGatewayChart } from './followingGateways';
import { newerRelease } from './upgradeDistance';
import type { UpgradeIntent } from './upgradeIntent';

type Release = UpgradeIntent['to'];

/**
 * Charts of step install. The CRDs and the agent of the nodes are one for the
 * cluster and go first: both serve an older control plane. The validation
 * stays with the old one.
 *
 * @internal
 */
export function newRevisionCharts(intent: UpgradeIntent): ChartRelease[] {
  const { cluster, from, to } = intent;
  return [
    baseChart(intent, to.version, from.revision),
    ...istioCsrCharts(intent, [from.revision, to.revision]),
    istiodChart(intent, { cluster, ...to }),
    cniChart(intent, to.version),
  ];
}

/**
 * Charts of what is one for the cluster and follows a control plane: the
 * validation, the proxies of the nodes, the gateways.
 *
 * @internal
 */
export function followingCharts(
  intent: UpgradeIntent,
  release: Release,
): ChartRelease[] {
  const { cluster, to, tag, gateways } = intent;
  return [
    // CRDs are never taken back: what is written in the new ones would be lost.
    baseChart(intent, to.version, release.revision),
    ...ztunnelCharts(intent, { cluster, ...release }),
    ...gateways.map(one =>
      followingGatewayChart(intent, one, {
        ...{ version: release.version, follows: tag },
      }),
    ),
  ];
}

/** All charts with one control plane: what a chart of a step waits for. @internal */
export function allCharts(
  intent: UpgradeIntent,
  release: Release,
): ChartRelease[] {
  const { cluster, to } = intent;
  return [
    ...istioCsrCharts(intent, [release.revision]),
    istiodChart(intent, { cluster, ...release }),
    cniChart(intent, to.version),
    ...followingCharts(intent, release),
  ];
}

/** Charts of step remove: what named the revision that goes. @internal */
export function remainingCharts(intent: UpgradeIntent): ChartRelease[] {
  const { from, to } = intent;
  return [
    baseChart(intent, newerRelease(from.version, to.version), to.revision),
    ...istioCsrCharts(intent, [to.revision]),
  ];
}

/** What an earlier change wrote for a control plane. @internal */
export function deliveredPlane(
  intent: UpgradeIntent,
  release: Release,
): { objects: ManifestObject[]; files: string[] } {
  const { cluster, delivery } = intent;
  const chart = istiodChart(intent, { cluster, ...release });
  switch (delivery.by) {
    case 'argocd':
      return {
        objects: [argoApplication(chart, delivery, cluster)],
        files: delivery.valuesFrom ? [valuesFile(chart.name)] : [],
      };
    case 'flux':
      return {
        objects: [fluxRelease(chart, allCharts(intent, release), delivery)],
        files: [],
      };
    case 'helm':
      return { objects: [], files: [valuesFile(chart.name)] };
    default:
      return {
        objects: [],
        files: [`mesh/istio-operator-${release.revision}.yaml`],
      };
  }
}
