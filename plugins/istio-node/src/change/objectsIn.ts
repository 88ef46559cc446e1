import {
  manifestRef,
  type ObjectRef,
  readYamlDocuments,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/** The Kubernetes objects of a text; what cannot be read has none. @internal */
export function objectsIn(text: string | undefined): ObjectRef[] {
  if (text === undefined) return [];
  try {
    return readYamlDocuments(text).flatMap(document => {
      const parsed = object.safeParse(document);
      return parsed.success ? [manifestRef(parsed.data)] : [];
    });
  } catch (error) {
    if (error instanceof UnreadableYamlError) return [];
    throw error;
  }
}
