/** A Kubernetes object as the API server takes and gives it. */
export interface RawObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    creationTimestamp?: string;
    labels?: Record<string, string>;
  };
  spec?: {
    selector?: { matchLabels?: Record<string, string> };
    template?: { metadata?: { labels?: Record<string, string> } };
  };
  status?: unknown;
}

/** Namespaces of the recorded cases; those of Istio itself are the lab's own. */
const OWN = /\b(shop|other|edge)\b/g;

/** Hosts of one case must not meet those of another. */
const DOMAIN = /\bexample\.(com|org)\b/g;

/** A Deployment whose selector misses its own pods is refused by the API server. */
function selectable(object: RawObject): RawObject {
  const labels = object.spec?.template?.metadata?.labels;
  if (object.kind !== 'Deployment' || !labels?.app) return object;
  const selector = { matchLabels: { app: labels.app } };
  return { ...object, spec: { ...object.spec, selector } };
}

/**
 * The objects of a recorded case as they can stand in a cluster beside other
 * cases: under namespaces and hosts of their own, without what the server
 * writes itself, and without what would concern the rest of the lab.
 */
export function liveCase(
  objects: readonly RawObject[],
  suffix: string,
): RawObject[] {
  const renamed: RawObject[] = JSON.parse(
    JSON.stringify(objects)
      .replace(OWN, `$1-${suffix}`)
      .replace(DOMAIN, `${suffix}.example.$1`),
  );
  return renamed
    .filter(({ kind, metadata }) =>
      (kind === 'Namespace' ? metadata.name : metadata.namespace)?.endsWith(
        `-${suffix}`,
      ),
    )
    .map(({ status: _, ...object }) => {
      const { creationTimestamp: __, ...metadata } = object.metadata;
      return selectable({ ...object, metadata });
    });
}

/** The names of the namespaces among the objects. */
export function namespacesOf(objects: readonly RawObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }) => metadata.name);
}
