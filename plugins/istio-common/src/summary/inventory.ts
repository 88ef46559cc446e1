import type { ClusterInventory } from '../api/inventory';
import { findControlPlanes, findTags } from '../assess/controlPlanes';
import { podDataPlane } from '../assess/dataplane/podDataPlane';
import {
  type AdmissionOutcome,
  simulateAdmission,
} from '../assess/revision/simulateAdmission';
import type { MeshIndex } from '../index/MeshIndex';
import { byRef } from '../model/byCreation';
import type { PodObject } from '../model/workloadObjects';
import { credentials, istioGateways } from './gatewayNames';
import { podPorts } from './podPorts';

function namespaces(index: MeshIndex): ClusterInventory['namespaces'] {
  const webhooks = [...index.all('webhook')];
  const tags = findTags(index);
  return [...index.all('namespace')].sort(byRef).map(({ ref, labels }) => {
    const outcome: AdmissionOutcome = simulateAdmission(webhooks, {
      namespace: ref.name,
      namespaceLabels: labels,
      podLabels: undefined,
      podAnnotations: undefined,
      hostNetwork: false,
    });
    const label = labels?.['istio.io/rev'];
    const revision =
      outcome.kind === 'injected'
        ? outcome.revision
        : label && (tags.get(label) ?? label);
    return {
      name: ref.name,
      ...(label && { label }),
      ...(revision && { revision }),
      injected: outcome.kind === 'injected',
    };
  });
}

function services(index: MeshIndex): ClusterInventory['services'] {
  return [...index.all('service')]
    .sort(byRef)
    .map(({ ref, ports, selector }) => ({
      namespace: ref.namespace ?? '',
      name: ref.name,
      ports: ports.map(({ name, port, appProtocol, protocol }) => ({
        ...(name && { name }),
        port,
        ...(appProtocol && { appProtocol }),
        protocol,
      })),
      selector: { ...selector },
    }));
}

function issuers(index: MeshIndex): ClusterInventory['issuers'] {
  return [...index.all('issuer')].sort(byRef).map(({ ref, conditions }) => {
    const ready = conditions.find(({ type }) => type === 'Ready');
    const state = { True: 'true', False: 'false' } as const;
    return {
      ref,
      ready:
        ready?.status === 'True' || ready?.status === 'False'
          ? state[ready.status]
          : 'unknown',
      ...(ready?.message && { message: ready.message }),
    };
  });
}

/** Labels that differ from pod to pod or from template to template. */
const HASHES: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
]);

function stableLabels(labels: PodObject['labels']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels ?? {})
      .filter(([key]) => !HASHES.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function gatewayPods(index: MeshIndex): ClusterInventory['gatewayPods'] {
  const groups = new Map<string, ClusterInventory['gatewayPods'][number]>();
  for (const pod of [...index.all('pod')].sort(byRef)) {
    if (podDataPlane(pod) !== 'gateway') continue;
    const namespace = pod.ref.namespace ?? '';
    const labels = stableLabels(pod.labels);
    const key = JSON.stringify([namespace, labels, pod.serviceAccount]);
    const group = groups.get(key);
    if (group) group.pods += 1;
    else {
      groups.set(key, {
        namespace,
        labels,
        ...(pod.serviceAccount && { serviceAccount: pod.serviceAccount }),
        pods: 1,
      });
    }
  }
  return [...groups.values()];
}

/**
 * The labels of a selector cannot change in apps/v1, and choose the pods of
 * every version; those of the template are the next best thing.
 */
function workloads(index: MeshIndex): ClusterInventory['workloads'] {
  return [...index.all('workload')]
    .sort(byRef)
    .map(workload => ({ ...workload, ports: podPorts(index, workload) }))
    .map(({ ref, selector, template, ports }) => ({
      namespace: ref.namespace ?? '',
      kind: ref.kind,
      name: ref.name,
      labels: { ...(selector?.matchLabels ?? stableLabels(template.labels)) },
      ...(template.serviceAccount && {
        serviceAccount: template.serviceAccount,
      }),
      ...(ports.length > 0 && { ports }),
    }));
}

function revisions(index: MeshIndex): ClusterInventory['revisions'] {
  const planes = new Map(
    findControlPlanes(index).map(plane => [plane.revision, plane]),
  );
  const stateOf = (revision: string) => {
    const plane = planes.get(revision);
    return {
      revision,
      ...(plane?.version && { version: plane.version }),
      ready: plane?.ready ?? false,
    };
  };
  const names = (one: Iterable<string>) => [...one].sort();
  const tags = findTags(index);
  return [
    ...names(tags.keys()).map(name => ({
      name,
      kind: 'tag' as const,
      ...stateOf(tags.get(name) ?? name),
    })),
    ...names(planes.keys())
      .filter(name => !tags.has(name))
      .map(name => ({ name, kind: 'revision' as const, ...stateOf(name) })),
  ];
}

/**
 * What the pickers of forms choose from.
 *
 * @public
 */
export function inventory(index: MeshIndex, cluster: string): ClusterInventory {
  return {
    cluster,
    namespaces: namespaces(index),
    services: services(index),
    issuers: issuers(index),
    gatewayPods: gatewayPods(index),
    workloads: workloads(index),
    gateways: istioGateways(index),
    credentials: credentials(index),
    revisions: revisions(index),
  };
}
