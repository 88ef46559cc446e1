import { createHash } from 'node:crypto';
import type { KubeInput, ObjectMeta } from '../kube/KubeObject';
import { timestamp } from '../kube/store/ObjectStore';

/** How long ago, counted from the moment the scenario is made for. @internal */
export interface Age {
  days?: number;
  hours?: number;
  minutes?: number;
}

/** A moment before another one. @internal */
export function before(
  now: Date,
  { days = 0, hours = 0, minutes = 0 }: Age,
): Date {
  return new Date(
    now.getTime() - ((days * 24 + hours) * 60 + minutes) * 60_000,
  );
}

/** The same uid for the same object of the same cluster, in the form of a UUID. @internal */
export function stableUid(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

type Sketch = Omit<KubeInput, 'metadata'> & {
  apiVersion: string;
  kind: string;
  metadata: Partial<ObjectMeta> & { name: string };
};

/** A sketched object with its identity in place. @internal */
export type Placed = KubeInput & { metadata: ObjectMeta };

/** Collects the objects of one cluster of a scenario, each with a stable uid and an age. @internal */
export class ScenarioCluster {
  readonly objects: Placed[] = [];

  constructor(readonly name: string, readonly now: Date) {}

  add(sketch: Sketch, age: Age = { days: 200 }): Placed {
    const { namespace = '', name } = sketch.metadata;
    const placed: Placed = {
      ...sketch,
      metadata: {
        uid: stableUid(
          this.name,
          sketch.apiVersion,
          sketch.kind,
          namespace,
          name,
        ),
        creationTimestamp: timestamp(before(this.now, age)),
        resourceVersion: '',
        ...sketch.metadata,
      },
    };
    this.objects.push(placed);
    return placed;
  }
}
