import { byRef } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { ObjectBase, StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { PodObject } from '../../model/workloadObjects';
import { isAmbient } from './inMesh';
import { someRelated } from './someRelated';

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

/** Selecting objects by a label that their pods have to carry, with their place in the order. */
function byFirstLabel(selecting: readonly Selecting[]) {
  const found = new Map<string, Array<[number, Selecting]>>();
  selecting.forEach((one, place) => {
    const key = JSON.stringify(Object.entries(one.labels)[0] ?? []);
    const known = found.get(key);
    if (known) known.push([place, one]);
    else found.set(key, [[place, one]]);
  });
  return found;
}

/** Those that select a pod, in their order. */
function selectingPod(
  byLabel: ReturnType<typeof byFirstLabel>,
  { labels = {} }: PodObject,
): readonly Selecting[] {
  return [[], ...Object.entries(labels)]
    .flatMap(label => byLabel.get(JSON.stringify(label)) ?? [])
    .filter(([, one]) => isSubset(one.labels, labels))
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
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
  const byLabel = byFirstLabel(selecting);
  const found: Record<string, Selection> = {};
  for (const pod of [...pods].sort(byRef)) {
    const mine = selectingPod(byLabel, pod);
    const ambient = isAmbient(pod) ? pod.ref : undefined;
    const shares = mine.length > 1 && sharesIn(pod);
    for (const one of mine) {
      const { name } = one.object.ref;
      const known: Selection | undefined = found[name];
      const shared =
        known?.shared ??
        (shares
          ? {
              pod: pod.ref,
              others: someRelated(mine, other => other !== one).map(
                ({ object }) => object.ref,
              ),
            }
          : undefined);
      found[name] = {
        pod: known?.pod ?? pod.ref,
        ambient: known?.ambient ?? ambient,
        shared,
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
