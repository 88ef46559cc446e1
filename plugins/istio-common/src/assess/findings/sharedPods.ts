import { byRef } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
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
  readonly pod?: ObjectRef;
  /** The first of them whose traffic goes through ztunnel. */
  readonly ambient?: ObjectRef;
  /** The first pod that another one selects too, and those others. */
  readonly shared?: {
    readonly pod: ObjectRef;
    readonly others: readonly ObjectRef[];
  };
}

/**
 * Which pods of one namespace each of several objects selects, by the name of
 * the object. Not every pod where they meet is one that they share.
 */
export function sharedPods(
  selecting: readonly Selecting[],
  pods: Iterable<PodObject>,
  sharesIn: (pod: PodObject) => boolean = () => true,
): Readonly<Record<string, Selection>> {
  if (selecting.length === 0) return {};
  const found: Record<string, Selection> = {};
  for (const pod of [...pods].sort(byRef)) {
    const mine = selecting.filter(({ labels }) => isSubset(labels, pod.labels));
    for (const one of mine) {
      const { name } = one.object.ref;
      const known: Selection | undefined = found[name];
      const others = mine
        .filter(other => other !== one)
        .map(({ object }) => object.ref);
      const ambient = isAmbient(pod) ? pod.ref : undefined;
      const shared =
        others.length > 0 && sharesIn(pod)
          ? { pod: pod.ref, others }
          : undefined;
      found[name] = {
        pod: known?.pod ?? pod.ref,
        ambient: known?.ambient ?? ambient,
        shared: known?.shared ?? shared,
      };
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
