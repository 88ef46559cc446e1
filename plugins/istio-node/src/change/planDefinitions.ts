import type { BuiltDefinitions } from '@meshwright/backstage-plugin-istio-common';
import type { ChangePlan } from './ChangePlan';
import type { ManifestLayout } from './manifestLayout';
import { planFiles } from './planFiles';
import { planManifests } from './planManifests';

/**
 * Plans all that a builder made: its objects and the texts beside them.
 *
 * @public
 */
export function planDefinitions(
  { objects, files = [] }: Pick<BuiltDefinitions, 'objects' | 'files'>,
  layout: ManifestLayout,
  mode: 'write' | 'remove' = 'write',
): ChangePlan {
  const plans = [
    planManifests(objects, layout, mode),
    ...(files.length > 0 ? [planFiles(files, layout, mode)] : []),
  ];
  return {
    paths: [...new Set(plans.flatMap(({ paths }) => paths))],
    objects: plans.flatMap(plan => plan.objects),
    apply: before => plans.reduce((texts, plan) => plan.apply(texts), before),
  };
}
