import {
  ANNOTATIONS,
  type ManifestObject,
  manifestRef,
  readYamlDocuments,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

/** A document that says which change wrote it. */
const written = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    annotations: z.looseObject({ [ANNOTATIONS.change]: z.string() }),
  }),
});

type Written = z.output<typeof written>;

/**
 * What the same change wrote into a text earlier and no longer wants: a second
 * run with another intent must not leave half of the first one at work.
 *
 * @param wanted - every object of the change, wherever it stands
 * @throws UnreadableYamlError - the text cannot be read
 * @internal
 */
export function formerObjects(
  text: string,
  wanted: readonly ManifestObject[],
): Written[] {
  const change = wanted[0]?.metadata.annotations?.[ANNOTATIONS.change];
  if (!change || !text.includes(ANNOTATIONS.change)) return [];
  const names = new Set(
    wanted.map(object => stringifyObjectRef(manifestRef(object))),
  );
  return readYamlDocuments(text)
    .flatMap(document => written.safeParse(document).data ?? [])
    .filter(
      ({ metadata }) => metadata.annotations[ANNOTATIONS.change] === change,
    )
    .filter(object => !names.has(stringifyObjectRef(manifestRef(object))));
}
