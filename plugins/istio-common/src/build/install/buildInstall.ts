import type { BuiltDefinitions } from '../BuiltDefinitions';
import { renderDocument } from '../renderManifests';
import { type DeliveredCharts, deliverCharts } from './deliverCharts';
import type { InstallIntent } from './installIntent';
import { installEffects } from './installTexts';
import { meshAuthority, waitForAuthority } from './meshAuthority';
import {
  baseChart,
  cniChart,
  gatewayChart,
  istioCsrCharts,
  istiodChart,
  ztunnelCharts,
} from './meshCharts';
import { copyImagesScript, imageCopies } from './meshImages';
import { meshNamespaces } from './meshNamespaces';
import { operatorFile } from './operatorFile';
import { revisionTag } from './revisionTag';

const SCRIPT = 'install-mesh.sh';

/** The tag that gateways follow: the first, else the revision itself. */
function followed({ tags, revision }: InstallIntent): string {
  return tags[0] ?? revision;
}

function charts(intent: InstallIntent) {
  const { version, revision, gateways } = intent;
  return [
    baseChart(intent, version, revision),
    ...istioCsrCharts(intent, [revision]),
    istiodChart(intent, intent),
    cniChart(intent, version),
    ...ztunnelCharts(intent, intent),
    ...gateways.map(one =>
      gatewayChart(intent, one, { version, follows: followed(intent) }),
    ),
  ];
}

function byIstioctl(intent: InstallIntent): DeliveredCharts {
  const file = `istio-operator-${intent.revision}.yaml`;
  const csr = deliverCharts(istioCsrCharts(intent, [intent.revision]), {
    ...{ delivery: intent.delivery, cluster: intent.cluster },
    script: 'install-istio-csr.sh',
  });
  return {
    objects: [],
    files: [
      ...(intent.ca.istioCsr ? csr.files : []),
      {
        path: `mesh/${file}`,
        content: renderDocument(operatorFile(intent, intent, intent.gateways)),
      },
      {
        path: `mesh/${SCRIPT}`,
        content: [
          '#!/bin/sh',
          '# Installs the mesh. Read it, then run it with the rights of a cluster admin.',
          'set -eu',
          'here=$(cd "$(dirname "$0")" && pwd)',
          ...(intent.ca.istioCsr ? ['"$here/install-istio-csr.sh"'] : []),
          'istioctl x precheck',
          ...waitForAuthority(intent),
          `istioctl install --skip-confirmation -f "$here/${file}"`,
          '',
        ].join('\n'),
      },
    ],
  };
}

/**
 * The definitions of a mesh: its namespaces with their pod security, its
 * authority, the charts in the form of what delivers them, and the tags.
 *
 * @public
 */
export function buildInstall(intent: InstallIntent): BuiltDefinitions {
  const { cluster, version, revision, tags, istioNamespace } = intent;
  const delivered =
    intent.delivery.by === 'istioctl'
      ? byIstioctl(intent)
      : deliverCharts(charts(intent), {
          ...{ delivery: intent.delivery, cluster },
          ...{ script: SCRIPT, precheck: version },
          beforeControlPlane: waitForAuthority(intent),
        });
  const copies = imageCopies(intent, version);
  return {
    objects: [
      ...meshNamespaces(intent, intent.gateways),
      ...meshAuthority(intent),
      ...delivered.objects,
      ...tags.flatMap(tag => revisionTag({ tag, revision, istioNamespace })),
    ],
    files: [
      ...delivered.files,
      ...(copies.length > 0
        ? [{ path: 'mesh/copy-images.sh', content: copyImagesScript(copies) }]
        : []),
    ],
    summary: `Install Istio ${version} as revision ${revision} in ${cluster}.`,
    effects: installEffects(intent),
    breaks: [
      `Pods of namespaces with ${
        tags.length > 0 ? `a tag of ${tags.join(', ')}` : `revision ${revision}`
      } do not start any more; running proxies keep their last configuration until their certificates end, within a day.`,
      ...(intent.gateways.length > 0
        ? [
            `Hosts behind the gateways ${intent.gateways
              .map(({ namespace, name }) => `${namespace}/${name}`)
              .join(', ')} close.`,
          ]
        : []),
      'CRDs, and what is written in them, stay until they are deleted by hand.',
    ],
    rollback: `Remove the definitions while no namespace carries a tag of revision ${revision}: proxies keep their last configuration, but new pods of such namespaces would not start. The CRDs and what is written in them stay until they are deleted by hand.`,
  };
}
