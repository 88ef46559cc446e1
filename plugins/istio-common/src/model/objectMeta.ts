import type { ObjectRef } from './identity';
import type { ObjectNote } from './objectNote';

/** Labels or annotations. @public */
export type StringMap = Readonly<Record<string, string>>;

/**
 * What every trimmed object carries. The resourceVersion is not kept: it is
 * opaque and no assessment reads it.
 *
 * @public
 */
export interface ObjectBase<TType extends string> {
  /** Discriminates the union {@link MeshObject}. */
  readonly type: TType;
  readonly ref: ObjectRef;
  /** The part of its type that was listed with it, see {@link WatchedResource}. */
  readonly part?: string;
  /** Tells an object that was deleted and created again from an update. */
  readonly uid?: string;
  /** Creation time, ISO 8601. */
  readonly createdAt?: string;
  readonly labels?: StringMap;
  /** Only the annotations that an assessment or the change engine reads. */
  readonly annotations?: StringMap;
  /** What was noticed about the raw object; absent when nothing was. */
  readonly notes?: readonly ObjectNote[];
}

/** A `matchLabels` / `matchExpressions` selector of Kubernetes. @public */
export interface LabelSelector {
  readonly matchLabels?: StringMap;
  readonly matchExpressions?: ReadonlyArray<{
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }>;
}

/** A condition of a status. @public */
export interface StatusCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime?: string;
}
