import type { PodTemplate } from '../actors/workloads/Pod';
import {
  podTemplateHash,
  stableSuffix,
} from '../actors/workloads/podTemplateHash';
import { addPod, defaulted, NODES } from './pods';
import type { Age, ScenarioCluster } from './ScenarioCluster';

/** A DaemonSet with a pod on every node. @internal */
export interface DaemonSetSketch {
  namespace: string;
  name: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  image: string;
  containerName: string;
  args?: string[];
  hostNetwork?: boolean;
  age: Age;
}

/** Adds a DaemonSet in its settled state. @internal */
export function addDaemonSet(
  cluster: ScenarioCluster,
  sketch: DaemonSetSketch,
): void {
  const { namespace, name, labels, annotations, image, args, age } = sketch;
  const daemonSet = defaulted('daemonsets', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace, generation: 1, labels: { app: name } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: {
          labels: { app: name, ...labels },
          ...(annotations && { annotations }),
        },
        spec: {
          serviceAccountName: name,
          ...(sketch.hostNetwork && { hostNetwork: true }),
          containers: [
            { name: sketch.containerName, image, ...(args && { args }) },
          ],
        },
      },
    },
  });
  // defaults of the API server add fields to the template and take none away
  const { template } = daemonSet.spec as { template: PodTemplate };
  const count = NODES.length;
  const owner = cluster.add(
    {
      ...daemonSet,
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: count,
        currentNumberScheduled: count,
        numberMisscheduled: 0,
        numberReady: count,
        numberAvailable: count,
        updatedNumberScheduled: count,
      },
    },
    age,
  );
  const hash = podTemplateHash(template);
  for (const node of NODES) {
    addPod(cluster, {
      owner,
      suffix: stableSuffix(`${owner.metadata.uid}/${node}`, 5),
      template: {
        ...template,
        metadata: {
          ...template.metadata,
          labels: {
            ...template.metadata.labels,
            'controller-revision-hash': hash,
          },
        },
      },
      node,
      age,
    });
  }
  cluster.add(
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
    },
    age,
  );
}
