import type {
  ObjectBase,
  StatusCondition,
  StringMap,
} from '../model/objectMeta';
import {
  briefText,
  compact,
  fields,
  list,
  numeral,
  stringMap,
  text,
} from './fields';
import type { WatchedResource } from './watchedResources';

/** Prefix of the annotations that tie an object to the change that wrote it. */
const OWN_PREFIX = 'meshwright.dev/';

/** Annotations on any object that an assessment reads. */
const READ_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kiali.io/ignore-validations',
  'galley.istio.io/analyze-suppress',
]);

/** So much of an annotation is kept. */
const TEXT_LIMIT = 4096;

function pickAnnotations(
  raw: unknown,
  more: ReadonlySet<string>,
): StringMap | undefined {
  const kept = Object.entries(stringMap(raw) ?? {}).filter(
    ([key]) =>
      key.startsWith(OWN_PREFIX) || READ_ANNOTATIONS.has(key) || more.has(key),
  );
  return kept.length > 0
    ? Object.fromEntries(
        kept.map(([key, value]) => [key, value.slice(0, TEXT_LIMIT)]),
      )
    : undefined;
}

/** What {@link objectBase} should keep beside the identity. */
export interface BaseOptions {
  labels?: boolean;
  annotations?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Identity, times and wanted metadata of an object; undefined when it has no
 * name, or no namespace where its type has one.
 */
export function objectBase<TType extends string>(
  type: TType,
  resource: WatchedResource,
  raw: unknown,
  options: BaseOptions = {},
): ObjectBase<TType> | undefined {
  const metadata = fields(fields(raw).metadata);
  const name = text(metadata.name);
  const namespace = text(metadata.namespace);
  if (!name || (resource.namespaced && !namespace)) return undefined;
  return compact({
    type,
    ref: compact({
      group: resource.group,
      kind: resource.kind,
      namespace: resource.namespaced ? namespace : undefined,
      name,
    }),
    part: resource.part,
    uid: text(metadata.uid),
    createdAt: text(metadata.creationTimestamp),
    labels: options.labels ? stringMap(metadata.labels) : undefined,
    annotations: pickAnnotations(
      metadata.annotations,
      options.annotations ?? NONE,
    ),
  });
}

/** The controller among the owner references, or the first of the given kind. */
export function ownerOf(
  raw: unknown,
  kind?: string,
): { group: string; kind: string; name: string } | undefined {
  const owners = list(fields(fields(raw).metadata).ownerReferences).map(fields);
  const owner = owners.find(candidate =>
    kind ? candidate.kind === kind : candidate.controller === true,
  );
  const ownerKind = text(owner?.kind);
  const name = text(owner?.name);
  if (!owner || !ownerKind || !name) return undefined;
  const [group, version] = (text(owner.apiVersion) ?? '').split('/');
  return { group: version ? group : '', kind: ownerKind, name };
}

/** The conditions of a status. */
export function conditionsOf(raw: unknown): StatusCondition[] {
  return list(fields(fields(raw).status).conditions)
    .map(fields)
    .flatMap(condition => {
      const type = text(condition.type);
      if (!type) return [];
      return [
        compact({
          type,
          status: text(condition.status) ?? 'Unknown',
          reason: briefText(condition.reason),
          message: briefText(condition.message),
          observedGeneration: numeral(condition.observedGeneration),
          lastTransitionTime: text(condition.lastTransitionTime),
        }),
      ];
    });
}
