import type { ChartRelease } from './chartRelease';
import { isOci, valuesFile } from './chartSource';
import { precheckLines } from './precheck';

// Every word comes from a field whose pattern has no quote in it; the quotes
// are for people who read the script.
function install(release: ChartRelease): string {
  const { name, chart, repository, version, namespace } = release;
  const base = repository.replace(/\/+$/, '');
  const source = isOci(repository)
    ? `'${base}/${chart}'`
    : `'${chart}' --repo '${base}'`;
  return [
    `helm upgrade --install '${name}' ${source} \\`,
    `  --version '${version}' --namespace '${namespace}' \\`,
    `  --values "$here/${valuesFile(name).replace('mesh/', '')}" --wait`,
  ].join('\n');
}

function ordered(releases: readonly ChartRelease[]): ChartRelease[] {
  return [...releases].sort((a, b) => a.wave - b.wave);
}

/** What such a script does before and after. @internal */
export interface HelmScriptOptions {
  /** Release of Istio that the cluster is asked about first. */
  precheck?: string;
  /** Lines before the control plane. */
  beforeControlPlane?: readonly string[];
  /** Lines at its end. */
  afterwards?: readonly string[];
}

/**
 * A script that installs charts in their order, to be read and then run. What
 * is not a chart (namespaces, the authority, tags) comes from the repository.
 *
 * @internal
 */
export function helmScript(
  releases: readonly ChartRelease[],
  {
    precheck,
    beforeControlPlane = [],
    afterwards = [],
  }: HelmScriptOptions = {},
): string {
  return [
    '#!/bin/sh',
    '# Installs the charts of the mesh in their order. Read it, then run it',
    '# with the rights of a cluster admin on the cluster it is meant for.',
    'set -eu',
    'here=$(cd "$(dirname "$0")" && pwd)',
    '',
    ...(precheck ? precheckLines(precheck) : []),
    ...ordered(releases).flatMap(release => [
      ...(release.chart === 'istiod' ? beforeControlPlane : []),
      install(release),
    ]),
    ...afterwards,
    '',
  ].join('\n');
}
