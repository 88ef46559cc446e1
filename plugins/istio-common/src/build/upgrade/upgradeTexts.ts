import { imageCopies } from '../install/meshImages';
import { precheckEffect } from '../install/precheck';
import type { UpgradeIntent } from './upgradeIntent';

function restartEffect(intent: UpgradeIntent, script: string): string[] {
  const { restart } = intent;
  return restart.length === 0
    ? [
        'No workload is named for a restart: pods keep their proxy until they are made anew.',
      ]
    : [
        `Running pods keep their proxy. After the sync, mesh/${script} restarts ${
          restart.length
        } workload${restart.length === 1 ? '' : 's'}, one after another.`,
      ];
}

function named({ namespaces }: UpgradeIntent): string {
  return namespaces.map(({ name }) => name).join(', ');
}

function installEffects(intent: UpgradeIntent): string[] {
  const { from, to, cniNamespace, registry, delivery } = intent;
  const copies = imageCopies(intent, to.version);
  return [
    ...(copies.length > 0
      ? [
          `Before the merge, mesh/copy-images-${to.revision}.sh copies ${copies
            .map(({ image }) => image)
            .join(', ')} to ${registry?.hub}.`,
        ]
      : []),
    precheckEffect(delivery.by, to.version),
    `CRDs and istio-cni in ${cniNamespace} become ${to.version} first; both serve control planes of ${from.version} too.`,
    `Control plane ${to.revision} starts beside ${from.revision}. No proxy is asked to change: no namespace and no tag names it yet.`,
  ];
}

function keptEffect({ gateways, delivery }: UpgradeIntent): string[] {
  // With istioctl each gateway is written as a whole, as it was told.
  return gateways.length === 0 || delivery.by === 'istioctl'
    ? []
    : [
        'Service type, annotations and replicas of gateways stay as the repository has them.',
      ];
}

/** What a step does in the cluster, in order. @internal */
export function upgradeEffects(
  intent: UpgradeIntent,
  script: string,
): string[] {
  const { step, from, to, tag, canaryTag, gateways, mode } = intent;
  switch (step) {
    case 'install':
      return installEffects(intent);
    case 'move':
      return [
        `Tag ${canaryTag} points to ${to.revision}, and the namespaces ${named(
          intent,
        )} carry it.`,
        `New pods there get proxies of ${to.version}.`,
        ...restartEffect(intent, script),
      ];
    case 'promote':
      return [
        `Tag ${tag} points to ${to.revision}: new pods of every namespace that carries it get proxies of ${to.version}.`,
        ...(intent.namespaces.length > 0
          ? [`The namespaces ${named(intent)} carry ${tag} again.`]
          : []),
        ...(gateways.length > 0
          ? [
              `The gateways ${gateways
                .map(one => one.name)
                .join(', ')} become ${
                to.version
              }, new pods before old ones go.`,
              ...keptEffect(intent),
            ]
          : []),
        ...(mode === 'ambient'
          ? [
              `The proxies of the nodes become ${to.version}, a node at a time: connections through ztunnel on that node break.`,
            ]
          : []),
        ...restartEffect(intent, script),
      ];
    case 'rollback':
      return [
        `The tags ${tag} and ${canaryTag} point to ${from.revision} again, whose control plane is still there.`,
        ...(intent.namespaces.length > 0
          ? [`The namespaces ${named(intent)} carry ${tag} again.`]
          : []),
        ...keptEffect(intent),
        'CRDs stay as they are: they are compatible, and taking them back could lose fields.',
        ...restartEffect(intent, script),
      ];
    default:
      return [
        `Control plane ${from.revision} goes. When this was written no proxy, namespace or tag used it; if one does by the merge, its new pods cannot start.`,
        `Validation of Istio's configuration is done by ${to.revision}.`,
      ];
  }
}

/** How a step is undone. @internal */
export function upgradeRollback({ step, from, to }: UpgradeIntent): string {
  switch (step) {
    case 'install':
      return `Revert this pull request: ${to.revision} goes, and nothing used it. CRDs of the newer release may stay.`;
    case 'remove':
      return `Revert this pull request: control plane ${from.revision} returns at the next sync; nothing names it until a tag does.`;
    case 'rollback':
      return `Revert this pull request and restart the same workloads: they are with ${to.revision} again.`;
    default:
      return `Step rollback, or revert this pull request: then restart the same workloads, which get proxies of ${from.version} again.`;
  }
}

const SUMMARIES = {
  install: 'Start control plane',
  move: 'Move a wave of namespaces to',
  promote: 'Move everything else to',
  rollback: 'Take back the upgrade to',
  remove: 'Remove the old control plane after the upgrade to',
} as const;

/** A step in one sentence. @internal */
export function upgradeSummary({
  step,
  from,
  to,
  cluster,
}: UpgradeIntent): string {
  return `${SUMMARIES[step]} ${to.version} (${to.revision}), from ${from.version} (${from.revision}), in ${cluster}.`;
}
