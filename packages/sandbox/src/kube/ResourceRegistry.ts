import { BUILTIN_RESOURCES } from './builtinResources';
import { isRecord, type KubeObject } from './KubeObject';
import type { ResourceType } from './ResourceType';
import type { ObjectStore } from './store/ObjectStore';

function findBuiltin(plural: string): ResourceType {
  const type = BUILTIN_RESOURCES.find(builtin => builtin.plural === plural);
  if (!type) throw new Error(`No built-in resource ${plural}`);
  return type;
}

/** The types that the server itself works with. @internal */
export const NAMESPACES = findBuiltin('namespaces');
/** @internal */
export const CUSTOM_RESOURCE_DEFINITIONS = findBuiltin(
  'customresourcedefinitions',
);

function strings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** The type that a CustomResourceDefinition defines; undefined when it serves none. @internal */
export function typeOfDefinition(
  definition: KubeObject,
): ResourceType | undefined {
  const spec = isRecord(definition.spec) ? definition.spec : {};
  const names = isRecord(spec.names) ? spec.names : {};
  const { plural, kind, singular } = names;
  const versions = (Array.isArray(spec.versions) ? spec.versions : []).filter(
    (version): version is Record<string, unknown> =>
      isRecord(version) && version.served === true,
  );
  const served = versions.map(version => String(version.name));
  if (typeof plural !== 'string' || typeof kind !== 'string' || !served[0]) {
    return undefined;
  }
  return {
    group: String(spec.group),
    versions: served,
    plural,
    kind,
    singular: typeof singular === 'string' ? singular : kind.toLowerCase(),
    shortNames: strings(names.shortNames),
    namespaced: spec.scope !== 'Cluster',
    status: versions.some(
      ({ subresources }) =>
        isRecord(subresources) && isRecord(subresources.status),
    ),
    custom: true,
  };
}

/**
 * The resources that a cluster serves now: the built-in ones and what its
 * CustomResourceDefinitions add, so that installing and removing a product is
 * nothing but creating and deleting those objects.
 *
 * @public
 */
export class ResourceRegistry {
  private types: readonly ResourceType[] | undefined;

  constructor(private readonly store: ObjectStore) {
    store.subscribe(CUSTOM_RESOURCE_DEFINITIONS, () => this.invalidate());
  }

  /** To be called when the store was cleared. */
  invalidate(): void {
    this.types = undefined;
  }

  all(): readonly ResourceType[] {
    this.types ??= [
      ...BUILTIN_RESOURCES,
      ...this.store
        .list(CUSTOM_RESOURCE_DEFINITIONS)
        .flatMap(definition => typeOfDefinition(definition) ?? []),
    ];
    return this.types;
  }

  byPath(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    return this.all().find(
      type =>
        type.plural === plural &&
        type.group === group &&
        type.versions.includes(version),
    );
  }

  byKind(apiVersion: string, kind: string): ResourceType | undefined {
    const slash = apiVersion.lastIndexOf('/');
    const group = slash < 0 ? '' : apiVersion.slice(0, slash);
    const version = apiVersion.slice(slash + 1);
    return this.all().find(
      type =>
        type.kind === kind &&
        type.group === group &&
        type.versions.includes(version),
    );
  }

  byName(plural: string, group = ''): ResourceType | undefined {
    return this.all().find(
      type => type.plural === plural && type.group === group,
    );
  }
}
