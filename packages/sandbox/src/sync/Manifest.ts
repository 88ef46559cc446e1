/** An object as a file declares it. @internal */
export interface ManifestObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  [field: string]: unknown;
}

/** @internal */
export interface Manifest {
  object: ManifestObject;
  path: string;
}

/** Names an object of a cluster. @internal */
export interface ManifestRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** @internal */
export function manifestRef({ object }: Manifest): ManifestRef {
  const { name, namespace } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, namespace, name };
}

/**
 * One string for one object, whatever version of its API names it.
 *
 * @internal
 */
export function refKey({ apiVersion, kind, namespace, name }: ManifestRef) {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${kind}/${namespace ?? ''}/${name}`;
}

/** For people. @internal */
export function describeRef({ kind, namespace, name }: ManifestRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
