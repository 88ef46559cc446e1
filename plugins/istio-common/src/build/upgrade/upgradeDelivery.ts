import { presentValues } from '../../edit/absentValues';
import type { ChartRelease } from '../install/chartRelease';
import { type DeliveredCharts, deliverCharts } from '../install/deliverCharts';
import { operatorFile } from '../install/operatorFile';
import { renderDocument } from '../renderManifests';
import { type FollowingGateway, wholeGateway } from './followingGateways';
import { allCharts } from './upgradeCharts';
import type { UpgradeIntent } from './upgradeIntent';

function script(
  name: string,
  lines: string[],
): DeliveredCharts['files'][number] {
  return {
    path: `mesh/${name}`,
    content: [
      '#!/bin/sh',
      '# Read it, then run it with the rights of a cluster admin.',
      'set -eu',
      'here=$(cd "$(dirname "$0")" && pwd)',
      ...lines,
      '',
    ].join('\n'),
  };
}

/** What an upgrade does not say stays as it was installed. */
function onlySaid(chart: ChartRelease): ChartRelease {
  // JSON without some of it is JSON.
  const values = presentValues(chart.values) as ChartRelease['values'];
  return { ...chart, values, isPart: true };
}

/** Name of the script of a step. @internal */
export function stepScript({ step, to }: UpgradeIntent): string {
  return `${step}-${to.revision}.sh`;
}

/**
 * Charts of a step in the form of what delivers them. With istioctl it is the
 * file of the revision instead, with the gateways that follow it.
 *
 * @internal
 */
export function deliverStep(
  intent: UpgradeIntent,
  charts: readonly ChartRelease[],
  plane: {
    release: UpgradeIntent['to'];
    gateways: readonly FollowingGateway[];
  },
): DeliveredCharts {
  const { cluster, delivery } = intent;
  if (delivery.by !== 'istioctl') {
    return deliverCharts(charts.map(onlySaid), {
      ...{ delivery, cluster, script: stepScript(intent) },
      all: allCharts(intent, plane.release),
      ...(intent.step !== 'remove' && { precheck: plane.release.version }),
      // What named the revision that goes is told before it does.
      ...(intent.step === 'remove' && {
        afterwards: [
          `helm uninstall 'istiod-${intent.from.revision}' --namespace '${intent.istioNamespace}' --wait`,
        ],
      }),
    });
  }
  const file = `istio-operator-${plane.release.revision}.yaml`;
  return {
    objects: [],
    files: [
      {
        path: `mesh/${file}`,
        content: renderDocument(
          operatorFile(
            intent,
            { cluster, ...plane.release },
            plane.gateways.map(wholeGateway),
          ),
        ),
      },
      script(stepScript(intent), [
        'istioctl x precheck',
        `istioctl install --skip-confirmation -f "$here/${file}"`,
      ]),
    ],
  };
}

/** The script that takes a control plane away that istioctl installed. @internal */
export function uninstallScript(
  intent: UpgradeIntent,
): DeliveredCharts['files'][number] {
  return script(stepScript(intent), [
    '# One revision only: --purge would take everything of every revision.',
    `istioctl uninstall --revision '${intent.from.revision}' --skip-confirmation`,
  ]);
}
