import type { UpgradeIntent } from './upgradeIntent';

type Restarted = UpgradeIntent['restart'][number];

function commands({ kind, namespace, name }: Restarted): string[] {
  const target = `'${kind.toLowerCase()}/${name}' --namespace '${namespace}'`;
  return [
    `kubectl rollout restart ${target}`,
    `kubectl rollout status ${target} --timeout=10m`,
  ];
}

/**
 * Restarts workloads one after another and stops at the first that does not
 * come up. Pods without a controller and Jobs are not restarted by it.
 *
 * @internal
 */
export function restartScript(restart: readonly Restarted[]): string {
  return [
    '#!/bin/sh',
    '# Restarts workloads so that their pods get the proxy of their revision.',
    '# Run it when the change is in the cluster. It stops where one fails.',
    'set -eu',
    ...restart.flatMap(commands),
    '',
  ].join('\n');
}
