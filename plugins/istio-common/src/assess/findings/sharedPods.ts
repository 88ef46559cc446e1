import { byRef } from '../../model/byCreation';
import type { ObjectBase, StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { PodObject } from '../../model/workloadObjects';
import { isAmbient } from './inMesh';

/** Something that selects pods of its own namespace. */
export interface Selecting {
  readonly object: ObjectBase<string>;
  readonly labels: StringMap;
}

/** What was found of one selecting object. */
export interface Selection {
  /** The first pod that it selects, by name. */
  readonly pod?: PodObject;
  /** The first of them whose traffic goes through ztunnel. */
  readonly ambient?: PodObject;
  /** The first pod that another one selects too, and those others; sidecars only meet where there are sidecars. */
  readonly shared?: {
    pod: PodObject;
    others: ReadonlyArray<Selecting['object']>;
  };
}

/** Which pods of one namespace each of several objects selects. */
export function sharedPods(
  selecting: readonly Selecting[],
  pods: Iterable<PodObject>,
): ReadonlyMap<string, Selection> {
  const found = new Map<string, Selection>();
  for (const pod of [...pods].sort(byRef)) {
    const mine = selecting.filter(({ labels }) => isSubset(labels, pod.labels));
    for (const { object } of mine) {
      const known = found.get(object.ref.name);
      const others = mine
        .filter(one => one.object !== object)
        .map(one => one.object);
      found.set(object.ref.name, {
        pod: known?.pod ?? pod,
        ambient: known?.ambient ?? (isAmbient(pod) ? pod : undefined),
        shared:
          known?.shared ??
          (others.length > 0 && !isAmbient(pod) ? { pod, others } : undefined),
      });
    }
  }
  return found;
}

/** A selector in words, `app=cart, version=v1`. */
export function labelsInWords(labels: StringMap): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(', ');
}
