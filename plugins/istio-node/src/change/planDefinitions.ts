import { posix } from 'node:path';
import {
  ANNOTATIONS,
  type BuiltDefinitions,
  manifestRef,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import { assertExist } from './assertExist';
import type { ChangePlan, MadeThings } from './ChangePlan';
import { formerOf, type IsFormer } from './formerObjects';
import {
  clusterFolder,
  type ManifestLayout,
  objectFiles,
} from './manifestLayout';
import { planFiles } from './planFiles';
import { planFormer } from './planFormer';
import { planManifests } from './planManifests';

/** What of a builder's result is planned. @public */
export type PlannedDefinitions = Pick<
  BuiltDefinitions,
  'objects' | 'files' | 'removes' | 'homes' | 'mustExist'
> & {
  /**
   * What the same change wrote earlier, and does not have any more, goes. Of
   * `removes` only that goes which the change wrote; of one that is not whole
   * all of it.
   */
  isWhole?: boolean;
  /** Id of the change; as the annotation of its objects has it by default. */
  change?: string;
  /** Other files in which an earlier run has written. */
  formerPaths?: readonly string[];
  /** What the open pull request made: it goes when it is not wanted any more. */
  made?: MadeThings;
};

/** Takes away files whatever is in them, and of a step the objects of others too. */
function planRemovals(
  { removes, isWhole }: PlannedDefinitions,
  layout: ManifestLayout,
): ChangePlan[] {
  if (!removes) return [];
  const paths = removes.files.map(path =>
    posix.join(clusterFolder(layout), path),
  );
  return [
    ...(isWhole ? [] : [planManifests(removes.objects, layout, 'remove')]),
    {
      paths,
      objects: [],
      apply: before =>
        new Map([...before].filter(([path]) => !paths.includes(path))),
    },
  ];
}

/**
 * Tells what an earlier run made that goes now: all of a change that is whole,
 * and of another what is not merged yet. Undefined where nothing can be so.
 *
 * @internal
 */
export function isFormerOf({
  objects,
  isWhole = false,
  made,
  change = objects[0]?.metadata.annotations?.[ANNOTATIONS.change] ?? undefined,
}: PlannedDefinitions): IsFormer | undefined {
  if (!isWhole && !made) return undefined;
  const isFormer = formerOf(change, objects);
  const mayGo: IsFormer = object =>
    isWhole ||
    (made?.objects.has(stringifyObjectRef(manifestRef(object))) ?? false);
  return object => mayGo(object) && isFormer(object);
}

function planFormerThings(
  built: PlannedDefinitions,
  layout: ManifestLayout,
  planned: readonly string[],
): ChangePlan[] {
  const isFormer = isFormerOf(built);
  if (!isFormer) return [];
  const { objects, removes, isWhole, formerPaths = [], made } = built;
  const searched = [...objects, ...((isWhole && removes?.objects) || [])];
  const own = objectFiles(searched, layout).map(({ folder, fileName }) =>
    posix.join(folder, fileName),
  );
  const texts = [...(made?.files ?? [])].filter(
    ([path]) => !planned.includes(path),
  );
  const paths = [...new Set([...own, ...formerPaths])];
  return [planFormer({ paths, isFormer, texts: new Map(texts) }, layout)];
}

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
  const { objects, files = [], homes, mustExist = [] } = built;
  const homed = homes ? { ...layout, homes } : layout;
  const isWritten = mode === 'write';
  const written = [
    planManifests(objects, homed, mode),
    ...(files.length > 0 ? [planFiles(files, layout, mode)] : []),
    // What is gone is not brought back by a removal.
    ...(isWritten ? planRemovals(built, homed) : []),
  ];
  const paths = written.flatMap(plan => plan.paths);
  const plans = [
    ...written,
    ...(isWritten ? planFormerThings(built, homed, paths) : []),
  ];
  return {
    paths: [...new Set(plans.flatMap(plan => plan.paths))],
    objects: plans.flatMap(plan => plan.objects),
    apply(before) {
      if (isWritten) assertExist(mustExist, before, homed);
      return plans.reduce((texts, plan) => plan.apply(texts), before);
    },
    remarks: before => plans.flatMap(plan => plan.remarks?.(before) ?? []),
  };
}
