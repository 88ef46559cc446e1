import type { NextStep } from '../../api/facts';
import type { WorkloadGroup } from '../groupWorkloads';
import { safeCommand } from '../safeCommand';

const ROLLED_OUT: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
]);

/** Kinds whose pods come back only when somebody creates them anew. */
const RECREATED: Readonly<Record<string, string>> = {
  Pod: 'Nothing recreates a bare pod: delete it and apply its manifest again.',
  Job: 'A Job keeps its pods: delete it and create it again, or let it end.',
  CronJob:
    'Its next run comes up with the desired proxy; delete the Job that runs now if that is too late.',
  ReplicaSet:
    'Delete its pods one after the other: the ReplicaSet replaces each.',
  Node: 'The kubelet runs this pod from a file on the node, so no injector can change it; move it into a workload, or leave it out of the mesh.',
};

function place({ ref }: WorkloadGroup): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`;
}

function rolledOut(group: WorkloadGroup): NextStep {
  const { ref, object } = group;
  const { name, namespace } = ref;
  const kind = ref.kind.toLowerCase();
  const restart = safeCommand`kubectl rollout restart ${kind}/${name} -n ${namespace}`;
  const title = `Restart ${ref.name}`;
  if (object?.onDelete) {
    return {
      title,
      detail: `Restart ${place(
        group,
      )}, then delete its pods one after the other: with update strategy OnDelete none is replaced by itself.`,
      ...restart,
    };
  }
  if (object?.paused) {
    return {
      title,
      detail: `The rollout of ${place(
        group,
      )} is paused, which refuses a restart: resume it first. Its new pods come up with the desired proxy.`,
      ...safeCommand`kubectl rollout resume ${kind}/${name} -n ${namespace} && kubectl rollout restart ${kind}/${name} -n ${namespace}`,
    };
  }
  return {
    title,
    detail: `Restart ${place(
      group,
    )}: its new pods come up with the desired proxy.`,
    ...restart,
  };
}

/**
 * How the pods of a workload come by a new proxy, by its kind. Only those that
 * kubectl can restart carry the command.
 */
export function restartStep(group: WorkloadGroup): NextStep {
  const { ref } = group;
  if (ref.group === 'apps' && ROLLED_OUT.has(ref.kind)) return rolledOut(group);
  return {
    title:
      ref.kind === 'CronJob' ? `Wait for ${ref.name}` : `Recreate ${ref.name}`,
    detail:
      RECREATED[ref.kind] ??
      `Restart ${place(
        group,
      )} with the tool of its kind: every pod has to be created anew to come up with the desired proxy.`,
  };
}
