import type { KubeInput } from '../../kube/KubeObject';
import { timestamp } from '../../kube/store/ObjectStore';
import { podSpecOf, type Container } from './Pod';
import { stableSuffix } from './podTemplateHash';
import { pullRefusal } from './pullRefusal';

function running(container: Container, since: string, restartable: boolean) {
  const { name, image } = container;
  return {
    name,
    image,
    imageID: '',
    containerID: `containerd://${stableSuffix(`${name}${image}${since}`, 20)}`,
    ready: true,
    restartCount: 0,
    started: restartable,
    state: { running: { startedAt: since } },
    lastState: {},
  };
}

function completed(container: Container, at: string) {
  return {
    ...running(container, at, false),
    state: {
      terminated: {
        exitCode: 0,
        reason: 'Completed',
        startedAt: at,
        finishedAt: at,
      },
    },
  };
}

/** An address of the pod range, the same for the same name. */
function podIp(key: string): string {
  let hash = 7;
  for (const character of key) {
    hash = (hash * 33 + character.charCodeAt(0)) % 60_000;
  }
  return `10.244.${Math.floor(hash / 250)}.${(hash % 250) + 1}`;
}

/** The status of a pod that runs with all its containers ready. @internal */
export function runningStatus(pod: KubeInput, startedAt: Date): object {
  const since = timestamp(startedAt);
  const spec = podSpecOf(pod);
  const condition = (type: string) => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: since,
  });
  const ip = podIp(`${pod.metadata?.namespace}/${pod.metadata?.name}`);
  const init = spec.initContainers ?? [];
  return {
    phase: 'Running',
    conditions: [
      'PodReadyToStartContainers',
      'Initialized',
      'Ready',
      'ContainersReady',
      'PodScheduled',
    ].map(condition),
    hostIP: '172.18.0.2',
    podIP: ip,
    podIPs: [{ ip }],
    startTime: since,
    ...(init.length > 0 && {
      initContainerStatuses: init.map(container =>
        container.restartPolicy === 'Always'
          ? running(container, since, true)
          : completed(container, since),
      ),
    }),
    containerStatuses: spec.containers.map(container =>
      running(container, since, true),
    ),
    qosClass: 'Burstable',
  };
}

/** Why a container does not start yet. */
function waitingFor(image: string) {
  const refusal = pullRefusal(image);
  return refusal === undefined
    ? { reason: 'PodInitializing' }
    : {
        reason: 'ImagePullBackOff',
        message: `Back-off pulling image "${image}": ErrImagePull: ${refusal}`,
      };
}

/** Whether a container of the pod cannot get its image. @internal */
export function isPullRefused(pod: KubeInput): boolean {
  return podSpecOf(pod).containers.some(
    ({ image }) => pullRefusal(image) !== undefined,
  );
}

/** The status of a pod that has a node and is starting its containers. @internal */
export function startingStatus(pod: KubeInput, scheduledAt: Date): object {
  const since = timestamp(scheduledAt);
  return {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: since,
      },
      {
        type: 'Ready',
        status: 'False',
        reason: 'ContainersNotReady',
        message: 'containers with unready status',
        lastProbeTime: null,
        lastTransitionTime: since,
      },
    ],
    containerStatuses: podSpecOf(pod).containers.map(({ name, image }) => ({
      name,
      image,
      imageID: '',
      ready: false,
      restartCount: 0,
      started: false,
      state: { waiting: waitingFor(image) },
      lastState: {},
    })),
    qosClass: 'Burstable',
  };
}
