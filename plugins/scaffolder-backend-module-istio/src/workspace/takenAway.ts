import {
  absentReleaseValues,
  asPartOfValues,
  isPartOfValues,
  type ManifestObject,
  manifestRef,
  stringifyObjectRef,
  withAbsentReleaseValues,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

const KINDS = ['labels', 'annotations'] as const;

const keys = z.array(z.string()).optional();

/**
 * Labels and annotations that a change takes away and Helm values that it leaves
 * empty, by object, and whether it says nothing of other values: YAML for people
 * has no way to say that.
 *
 * @internal
 */
export const takenAwaySchema = z.record(
  z.string(),
  z.strictObject({
    labels: keys,
    annotations: keys,
    values: z.array(z.array(z.string())).optional(),
    isPart: z.boolean().optional(),
  }),
);

type TakenAway = z.output<typeof takenAwaySchema>;

/** What the definitions as YAML do not say. @internal */
export function takenAwayOf(objects: readonly ManifestObject[]): TakenAway {
  const entries = objects.map(object => {
    const gone = KINDS.map(kind => {
      const values = Object.entries(object.metadata[kind] ?? {});
      return [
        kind,
        values.flatMap(([key, value]) => (value === null ? [key] : [])),
      ] as const;
    });
    const values = absentReleaseValues(object);
    return [
      stringifyObjectRef(manifestRef(object)),
      {
        ...Object.fromEntries(gone.filter(([, list]) => list.length > 0)),
        ...(values.length > 0 && { values }),
        ...(isPartOfValues(object) && { isPart: true }),
      },
    ] as const;
  });
  return Object.fromEntries(
    entries.filter(([, gone]) => Object.keys(gone).length > 0),
  );
}

/** The object with what is taken away from it as `null`. @internal */
export function withTakenAway(
  object: ManifestObject,
  takenAway: TakenAway,
): ManifestObject {
  const gone = takenAway[stringifyObjectRef(manifestRef(object))];
  if (!gone) return object;
  const whole = gone.isPart ? asPartOfValues(object) : object;
  const { metadata } = whole;
  const merged = KINDS.filter(kind => gone[kind]).map(kind => [
    kind,
    {
      ...Object.fromEntries((gone[kind] ?? []).map(key => [key, null])),
      // A step in between may have set it after all.
      ...metadata[kind],
    },
  ]);
  return {
    ...withAbsentReleaseValues(whole, gone.values ?? []),
    metadata: { ...metadata, ...Object.fromEntries(merged) },
  };
}
