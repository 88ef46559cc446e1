/** What a loop has to know of a resource type. */
export interface ResourceType {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** The path that lists a type in all namespaces. */
export function resourcePath({ group, version, plural }: ResourceType): string {
  return group
    ? `/apis/${group}/${version}/${plural}`
    : `/api/${version}/${plural}`;
}

/** The selectors of a type as query parameters. */
export function selectorQuery(type: ResourceType): Record<string, string> {
  return {
    ...(type.labelSelector && { labelSelector: type.labelSelector }),
    ...(type.fieldSelector && { fieldSelector: type.fieldSelector }),
  };
}
