import { posix } from 'node:path';
import type { BuiltDefinitions } from '@meshwright/backstage-plugin-istio-common';
import { assertExist } from './assertExist';
import type { ChangePlan } from './ChangePlan';
import { clusterFolder, type ManifestLayout } from './manifestLayout';
import { planFiles } from './planFiles';
import { planManifests } from './planManifests';

/** Takes away what an earlier change wrote: objects, and files whatever is in them. */
function planRemovals(
  { removes }: Pick<BuiltDefinitions, 'removes'>,
  layout: ManifestLayout,
): ChangePlan[] {
  if (!removes) return [];
  const paths = removes.files.map(path =>
    posix.join(clusterFolder(layout), path),
  );
  return [
    planManifests(removes.objects, layout, 'remove'),
    {
      paths,
      objects: [],
      apply: before =>
        new Map([...before].filter(([path]) => !paths.includes(path))),
    },
  ];
}

/** What of a builder's result is planned. @public */
export type PlannedDefinitions = Pick<
  BuiltDefinitions,
  'objects' | 'files' | 'removes' | 'homes' | 'mustExist'
> & {
  /** What the same change wrote earlier, and does not have any more, goes. */
  isWhole?: boolean;
};

/**
 * Plans all that a builder made: its objects, the texts beside them, and what
 * it takes away.
 *
 * @public
 */
export function planDefinitions(
  built: PlannedDefinitions,
  layout: ManifestLayout,
  mode: 'write' | 'remove' = 'write',
): ChangePlan {
  const { objects, files = [], homes, mustExist = [], isWhole } = built;
  const homed = homes ? { ...layout, homes } : layout;
  const plans = [
    planManifests(objects, homed, mode, { isWhole }),
    ...(files.length > 0 ? [planFiles(files, layout, mode)] : []),
    // What is gone is not brought back by a removal.
    ...(mode === 'write' ? planRemovals(built, homed) : []),
  ];
  return {
    paths: [...new Set(plans.flatMap(({ paths }) => paths))],
    objects: plans.flatMap(plan => plan.objects),
    apply(before) {
      if (mode === 'write') assertExist(mustExist, before, homed);
      return plans.reduce((texts, plan) => plan.apply(texts), before);
    },
  };
}
    remarks: before => plans.flatMap(plan => plan.remarks?.(before) ?? []),
