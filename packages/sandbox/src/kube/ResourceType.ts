/** One served resource. @public */
export interface ResourceType {
  /** API group, empty for the core group. */
  group: string;
  /** Served versions, the preferred one (which is also stored) first. */
  versions: readonly string[];
  plural: string;
  singular: string;
  kind: string;
  shortNames?: readonly string[];
  namespaced: boolean;
  /** Whether `/status` is written apart from the rest. */
  status: boolean;
  /** Served because a CustomResourceDefinition says so. */
  custom: boolean;
}

/** `plural.group` (or just `plural` in the core group), as error messages name a resource. @public */
export function qualifiedResource(type: {
  group: string;
  plural: string;
}): string {
  return type.group ? `${type.plural}.${type.group}` : type.plural;
}

/** The apiVersion of a type in one of its versions. @internal */
export function apiVersionOf(
  type: ResourceType,
  version: string = type.versions[0],
): string {
  return type.group ? `${type.group}/${version}` : version;
}
