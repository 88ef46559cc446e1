import type { BlockedPull, SupplyFacts } from '../../api/supply';
import type { NextStep, Why } from '../../api/facts';
import { worstTone } from '../../model/verdicts';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessContext } from '../assessContext';
import type { WorkloadGroup } from '../groupWorkloads';
import { isAllowedImage } from './isAllowedImage';
import { pullMeaning } from './pullMeaning';

/** No list of pods on a page is longer. */
const BLOCKED_LIMIT = 20;

const NONE: readonly never[] = [];

function blockedOf(pod: PodObject): readonly BlockedPull[] {
  return (pod.blocked ?? NONE).map(blocked => {
    const found = pullMeaning(blocked);
    return {
      pod: pod.ref.name,
      ...blocked,
      ...(found && { meaning: found.meaning }),
    };
  });
}

/** Images of the mesh's own containers in one pod. */
function meshImagesOf(
  pod: PodObject,
): Array<[container: string, image: string]> {
  const proxy: Array<[string, string]> = pod.proxy?.image
    ? [['istio-proxy', pod.proxy.image]]
    : [];
  return [...proxy, ...Object.entries(pod.meshImages ?? {})];
}

/** Equal parts of pods are one object in the index, mostly. */
function runsAlike(a: PodObject, b: PodObject): boolean {
  return a.proxy === b.proxy && a.meshImages === b.meshImages;
}

function countImages(
  pods: readonly PodObject[],
  registries: AssessContext['registries'],
): SupplyFacts['images'] {
  const counts = new Map<string, SupplyFacts['images'][number]>();
  for (let from = 0, to = 0; from < pods.length; from = to) {
    const pod = pods[from];
    // Neighbours are mostly alike, and looked at once.
    while (to < pods.length && runsAlike(pod, pods[to])) to += 1;
    for (const [container, image] of meshImagesOf(pod)) {
      const key = `${container}\n${image}`;
      const known = counts.get(key);
      if (known) known.pods += to - from;
      else {
        counts.set(key, {
          container,
          image,
          pods: to - from,
          ...(registries && { allowed: isAllowedImage(image, registries) }),
        });
      }
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, counted]) => counted);
}

function action(
  blocked: readonly BlockedPull[],
  outside: SupplyFacts['images'],
  registries: readonly string[],
): NextStep | undefined {
  const [pull] = blocked;
  if (pull) {
    const advice = pullMeaning(pull)?.advice ?? 'Read what the registry says.';
    return {
      title: `Unblock ${pull.container}`,
      detail: `${pull.image}: ${advice}`,
    };
  }
  const [image] = outside;
  return (
    image && {
      title: 'Pull from an allowed registry',
      detail: `Copy ${image.image} to ${registries.join(
        ' or ',
      )}, set global.hub of the mesh to it, and restart the pods.`,
    }
  );
}

function summary(
  blocked: readonly BlockedPull[],
  facts: Pick<SupplyFacts, 'images'>,
  outside: SupplyFacts['images'],
  registries: AssessContext['registries'],
): string {
  const [pull] = blocked;
  if (pull) {
    const pods = new Set(blocked.map(({ pod }) => pod)).size;
    const said = pull.meaning ?? (pull.message || pull.reason);
    return `${pods === 1 ? `Pod ${pull.pod}` : `${pods} pods`} cannot pull ${
      pull.image
    }: ${said}`;
  }
  const [image] = outside;
  if (image) {
    return `${image.image} of ${image.container} is not from ${(
      registries ?? []
    ).join(' or ')}`;
  }
  if (facts.images.length === 0) return 'No container of the mesh';
  return registries
    ? 'Every image of the mesh comes from an allowed registry'
    : 'No registry is configured to hold images to';
}

function whyOf(
  group: WorkloadGroup,
  blocked: readonly BlockedPull[],
  words: string,
): Why {
  const { namespace } = group;
  return {
    summary: words,
    considered: blocked.map(({ pod, container, reason, message }, at) => ({
      ref: { group: '', kind: 'Pod', namespace, name: pod },
      says: `${container}: ${reason}`,
      scope: 'workload',
      decides: at === 0,
      reason: message || 'the node gives no message',
    })),
  };
}

/**
 * Whether the pods of a workload get their images, and whether those of the
 * mesh come from where the operator allows. Undefined when no pod runs.
 * Images are held to the registries as they stand in the pod: a mirror that
 * the node's runtime puts in between cannot be seen from here.
 */
export function workloadSupply(
  { registries }: AssessContext,
  group: WorkloadGroup,
): SupplyFacts | undefined {
  const { pods } = group;
  if (pods.length === 0) return undefined;
  const every = pods
    .filter(({ blocked }) => blocked)
    .flatMap(blockedOf)
    .sort((a, b) => (a.pod === b.pod ? 0 : Number(a.pod > b.pod) * 2 - 1));
  const blocked = every.slice(0, BLOCKED_LIMIT);
  const images = countImages(pods, registries);
  const outside = images.filter(({ allowed }) => allowed === false);
  const next = action(blocked, outside, registries ?? []);
  const words = summary(every, { images }, outside, registries);
  return {
    blocked,
    images,
    tone: worstTone([
      images.length > 0 && registries ? 'ok' : 'neutral',
      ...(blocked.length > 0 ? (['error'] as const) : []),
      ...(outside.length > 0 ? (['warning'] as const) : []),
    ]),
    why: whyOf(group, blocked, words),
    ...(next && { action: next }),
  };
}
