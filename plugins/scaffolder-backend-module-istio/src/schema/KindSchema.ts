/** A schema of OpenAPI v3 with the extensions of Kubernetes, as far as it is read here. @internal */
export interface OpenApiSchema {
  $ref?: string;
  type?: string;
  format?: string;
  nullable?: boolean;
  default?: unknown;
  properties?: Record<string, OpenApiSchema>;
  additionalProperties?: boolean | OpenApiSchema;
  items?: OpenApiSchema;
  allOf?: OpenApiSchema[];
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-validations'?: CelRule[];
  [keyword: string]: unknown;
}

/** One entry of `x-kubernetes-validations`. @internal */
export interface CelRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  optionalOldSelf?: boolean;
}

/** The schema of a kind and all that it refers to, by name. @internal */
export interface KindSchema {
  root: string;
  schemas: Record<string, OpenApiSchema>;
}

const BUILT_IN =
  /^io\.k8s\.(api|apimachinery|apiextensions-apiserver|kube-aggregator)\./;

/**
 * Whether the schema of that name is of a type of Kubernetes itself. Those of
 * definitions are named by their group, be it one of Kubernetes:
 * `io.k8s.networking.gateway.v1.Gateway`.
 *
 * @internal
 */
export function isBuiltIn(name: string): boolean {
  return BUILT_IN.test(name);
}

const PREFIX = '#/components/schemas/';

/** The schema itself where one stands for another: a `$ref`, alone or in `allOf`. @internal */
export function resolveSchema(
  schema: OpenApiSchema,
  { schemas }: KindSchema,
): OpenApiSchema {
  let found = schema;
  // No schema of Kubernetes refers on more often; a circle ends here.
  for (let step = 0; step < 16; step++) {
    const [only, ...more] = found.allOf ?? [];
    const ref = found.$ref ?? (more.length === 0 ? only?.$ref : undefined);
    if (!ref?.startsWith(PREFIX)) return found;
    const name = ref.slice(PREFIX.length);
    if (!Object.hasOwn(schemas, name)) return found;
    found = schemas[name];
  }
  return found;
}
