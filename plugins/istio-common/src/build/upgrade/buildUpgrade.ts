import { stringifyObjectRef } from '../../model/identity';
import type { BuiltDefinitions, MustExist } from '../BuiltDefinitions';
import { valuesFile } from '../install/chartSource';
import type { DeliveredCharts } from '../install/deliverCharts';
import { copyImagesScript, imageCopies } from '../install/meshImages';
import { revisionTag } from '../install/revisionTag';
import { definitionsFileName } from '../intentPlace';
import { type ManifestObject, manifestRef } from '../manifest';
import { restartScript } from './restartScript';
import {
  deliveredPlane,
  followingCharts,
  newRevisionCharts,
  remainingCharts,
} from './upgradeCharts';
import { deliverStep, uninstallScript } from './upgradeDelivery';
import type { UpgradeIntent } from './upgradeIntent';
import {
  upgradeEffects,
  upgradeRollback,
  upgradeSummary,
} from './upgradeTexts';

const NOTHING: DeliveredCharts = { objects: [], files: [] };

function tagObjects(
  intent: UpgradeIntent,
  points: Record<string, string>,
): ManifestObject[] {
  const { istioNamespace } = intent;
  return Object.entries(points).flatMap(([tag, revision]) =>
    revisionTag({ tag, revision, istioNamespace }),
  );
}

/** The label that injects, and not that which older installations had. */
function labelled(intent: UpgradeIntent, tag: string): ManifestObject[] {
  return intent.namespaces.map(({ name }) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { 'istio.io/rev': tag, 'istio-injection': null },
    },
  }));
}

function deliveredBy(intent: UpgradeIntent): DeliveredCharts {
  const { step, from, to, gateways } = intent;
  switch (step) {
    case 'install':
      return deliverStep(intent, newRevisionCharts(intent), {
        ...{ release: to, gateways: [] },
      });
    case 'promote':
      return deliverStep(intent, followingCharts(intent, to), {
        ...{ release: to, gateways },
      });
    case 'rollback':
      return deliverStep(intent, followingCharts(intent, from), {
        ...{ release: from, gateways },
      });
    case 'remove':
      // With istioctl there is nothing left to say about the other one.
      return intent.delivery.by === 'istioctl'
        ? NOTHING
        : deliverStep(intent, remainingCharts(intent), {
            ...{ release: to, gateways: [] },
          });
    default:
      return NOTHING;
  }
}

/** An air gap lacks the images of the new release. */
function imageFiles(intent: UpgradeIntent): DeliveredCharts['files'] {
  const { step, to } = intent;
  const copies = step === 'install' ? imageCopies(intent, to.version) : [];
  return copies.length === 0
    ? []
    : [
        {
          path: `mesh/copy-images-${to.revision}.sh`,
          content: copyImagesScript(copies),
        },
      ];
}

/** Gateways are changed in part: revision, release, and what is said of them. */
function existingGateways(
  { step, delivery, gateways }: UpgradeIntent,
  { objects, files }: DeliveredCharts,
): MustExist[] {
  const follows = step === 'promote' || step === 'rollback';
  // With istioctl each is written as a whole.
  if (!follows || delivery.by === 'istioctl') return [];
  return gateways.map(({ name }) => ({
    title: `gateway ${name}`,
    objects: objects.filter(({ metadata }) => metadata.name === name),
    files: files
      .map(({ path }) => path)
      .filter(path => path === valuesFile(name)),
  }));
}

function movedObjects(intent: UpgradeIntent): ManifestObject[] {
  const { step, from, to, tag, canaryTag } = intent;
  switch (step) {
    case 'move':
      return [
        ...tagObjects(intent, { [canaryTag]: to.revision }),
        ...labelled(intent, canaryTag),
      ];
    case 'promote':
      return [
        ...tagObjects(intent, { [tag]: to.revision, [canaryTag]: to.revision }),
        ...labelled(intent, tag),
      ];
    case 'rollback':
      return [
        ...tagObjects(intent, {
          [tag]: from.revision,
          [canaryTag]: from.revision,
        }),
        ...labelled(intent, tag),
      ];
    default:
      return [];
  }
}

/** Each object in the file in which the installation or the onboarding wrote it. */
function homesOf(
  intent: UpgradeIntent,
  objects: readonly ManifestObject[],
): Record<string, string> {
  const { cluster, namespaces } = intent;
  const files = new Map(namespaces.map(({ name, file }) => [name, file]));
  return Object.fromEntries(
    objects.map(object => {
      const { name } = object.metadata;
      const file =
        object.kind === 'Namespace'
          ? files.get(name) ?? definitionsFileName('onboard', { cluster, name })
          : definitionsFileName('install', { cluster, name: 'mesh' });
      return [stringifyObjectRef(manifestRef(object)), file];
    }),
  );
}

/**
 * The definitions of one step of an upgrade. They are written where the
 * installation and the onboardings wrote theirs.
 *
 * @public
 */
export function buildUpgrade(intent: UpgradeIntent): BuiltDefinitions {
  const { step, from, to, wave, restart, delivery } = intent;
  const delivered = deliveredBy(intent);
  const script = `restart-${to.revision}-${
    step === 'move' ? `wave-${wave}` : step
  }.sh`;
  const removes = step === 'remove' ? deliveredPlane(intent, from) : undefined;
  const objects = [...delivered.objects, ...movedObjects(intent)];
  const mustExist = existingGateways(intent, delivered);
  return {
    objects,
    files: [
      ...delivered.files,
      ...imageFiles(intent),
      ...(step === 'remove' && delivery.by === 'istioctl'
        ? [uninstallScript(intent)]
        : []),
      ...(restart.length > 0
        ? [{ path: `mesh/${script}`, content: restartScript(restart) }]
        : []),
    ],
    ...(removes && { removes }),
    ...(mustExist.length > 0 && { mustExist }),
    homes: homesOf(intent, [...objects, ...(removes?.objects ?? [])]),
    summary: upgradeSummary(intent),
    effects: upgradeEffects(intent, script),
    rollback: upgradeRollback(intent),
  };
}
