import type {
  ReplicaSetObject,
  WorkloadObject,
} from '../model/workloadObjects';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  stringMap,
  text,
} from './fields';
import { objectBase, ownerOf } from './objectBase';
import { trimSelector } from './trimSelector';
import { INJECTION_ANNOTATIONS, containerPorts } from './trimPod';
import type { WatchedResource } from './watchedResources';

function imageOf(spec: unknown, container: string): string | undefined {
  const containers = list(fields(spec).containers).map(fields);
  return text(containers.find(one => one.name === container)?.image);
}

/** The image of the CNI agent or of ztunnel; their DaemonSets only. */
function agentImage(
  resource: WatchedResource,
  spec: unknown,
): string | undefined {
  if (resource.kind !== 'DaemonSet') return undefined;
  return imageOf(spec, 'install-cni') ?? imageOf(spec, 'istio-proxy');
}

/** Strategy by which pods change only when somebody deletes them. */
function isOnDelete(spec: Fields): true | undefined {
  return fields(spec.updateStrategy).type === 'OnDelete' ? true : undefined;
}

/** A Deployment, StatefulSet or DaemonSet. */
export function trimWorkload(
  resource: WatchedResource,
  raw: unknown,
): WorkloadObject | undefined {
  const base = objectBase('workload', resource, raw, {
    labels: true,
    annotations: INJECTION_ANNOTATIONS,
  });
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const status = fields(fields(raw).status);
  const template = fields(spec.template);
  const templateMeta = fields(template.metadata);
  const podSpec = fields(template.spec);
  const annotations = Object.entries(
    stringMap(templateMeta.annotations) ?? {},
  ).filter(([key]) => INJECTION_ANNOTATIONS.has(key));
  return compact({
    ...base,
    selector: trimSelector(spec.selector),
    template: compact({
      labels: stringMap(templateMeta.labels) ?? {},
      annotations:
        annotations.length > 0 ? Object.fromEntries(annotations) : undefined,
      hostNetwork: podSpec.hostNetwork === true ? true : undefined,
      serviceAccount: text(podSpec.serviceAccountName),
      ports: containerPorts(podSpec),
    }),
    replicas:
      resource.kind === 'DaemonSet'
        ? numeral(status.desiredNumberScheduled) ?? 0
        : numeral(spec.replicas) ?? 1,
    readyReplicas:
      numeral(
        resource.kind === 'DaemonSet'
          ? status.numberReady
          : status.readyReplicas,
      ) ?? 0,
    discoveryImage: imageOf(podSpec, 'discovery'),
    agentImage: agentImage(resource, podSpec),
    onDelete: isOnDelete(spec),
    paused: spec.paused === true ? true : undefined,
  });
}

/** A ReplicaSet, for the way from a pod to its Deployment. */
export function trimReplicaSet(
  resource: WatchedResource,
  raw: unknown,
): ReplicaSetObject | undefined {
  const base = objectBase('replicaset', resource, raw);
  return base && compact({ ...base, owner: ownerOf(raw) });
}
