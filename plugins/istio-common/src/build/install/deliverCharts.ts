import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';
import { argoApplication } from './argoApplication';
import type { ChartRelease } from './chartRelease';
import { valuesFile } from './chartSource';
import type { Delivery } from './deliveryField';
import { fluxReleases } from './fluxRelease';
import { helmScript, type HelmScriptOptions } from './helmScript';
import { valuesText } from './notedValues';

/** Definitions and files that bring charts into a cluster. @internal */
export interface DeliveredCharts {
  objects: ManifestObject[];
  files: NonNullable<BuiltDefinitions['files']>;
}

function valuesFiles(
  releases: readonly ChartRelease[],
): DeliveredCharts['files'] {
  return releases.map(one => valuesText(valuesFile(one.name), one));
}

/** How {@link deliverCharts} delivers. @internal */
export interface DeliveryPlace extends HelmScriptOptions {
  delivery: Delivery;
  cluster: string;
  /** Name of the script of those that people install themselves. */
  script: string;
  /** Every chart of the mesh, where only some change. */
  all?: readonly ChartRelease[];
}

/** Charts in the form of what delivers them. @internal */
export function deliverCharts(
  releases: readonly ChartRelease[],
  { delivery, cluster, script, all, ...options }: DeliveryPlace,
): DeliveredCharts {
  if (delivery.by === 'flux') {
    return { objects: fluxReleases(releases, delivery, all), files: [] };
  }
  if (delivery.by === 'argocd') {
    return {
      objects: releases.map(one => argoApplication(one, delivery, cluster)),
      files: delivery.valuesFrom ? valuesFiles(releases) : [],
    };
  }
  return {
    objects: [],
    files: [
      ...valuesFiles(releases),
      { path: `mesh/${script}`, content: helmScript(releases, options) },
    ],
  };
}
