import { manifestRef } from '../build/manifest';
import { stringifyObjectRef } from '../model/identity';

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/**
 * The identity of a parsed document, `group/Kind:namespace/name`; undefined
 * for a document that is no Kubernetes object.
 *
 * @internal
 */
export function documentIdentity(value: unknown): string | undefined {
  if (!isRecord(value) || !isRecord(value.metadata)) return undefined;
  const { apiVersion, kind, metadata } = value;
  const { name, namespace } = metadata;
  if (
    typeof apiVersion !== 'string' ||
    typeof kind !== 'string' ||
    typeof name !== 'string'
  ) {
    return undefined;
  }
  return stringifyObjectRef(
    manifestRef({
      apiVersion,
      kind,
      metadata: {
        name,
        namespace: typeof namespace === 'string' ? namespace : undefined,
      },
    }),
  );
}
