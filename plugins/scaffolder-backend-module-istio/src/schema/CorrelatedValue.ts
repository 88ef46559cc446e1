import { isDeepStrictEqual } from 'node:util';
import {
  type KindSchema,
  type OpenApiSchema,
  resolveSchema,
} from './KindSchema';
import { entriesByKey, mapEntryKey } from './mapEntryKey';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value of an object that is changed, and the value that it comes from. An
 * API server takes what does not fit a definition where the value is the same
 * as before. Fields and keys come from those of the same name, as far as the
 * schema names them; entries of lists of type `map` from those with the same
 * keys; entries of other lists from none: such a list is the same as a whole
 * or not at all.
 * Source: k8s.io/apiserver, pkg/cel/common/equality.go, CorrelatedObject.
 *
 * @internal
 */
export class CorrelatedValue {
  readonly #value: unknown;
  readonly #old: unknown;
  readonly #schema: OpenApiSchema;
  readonly #kind: KindSchema;
  readonly #children = new Map<string, CorrelatedValue | undefined>();
  #isSame: boolean | undefined;
  #entries: Map<string, unknown> | undefined;

  constructor(
    value: unknown,
    old: unknown,
    declared: OpenApiSchema,
    kind: KindSchema,
  ) {
    this.#value = value;
    this.#old = old;
    this.#schema = resolveSchema(declared, kind);
    this.#kind = kind;
  }

  /**
   * Whether the value at a path is the same as before, or what of it comes
   * from something before is. The object as a whole never is: its metadata
   * change with every write.
   */
  isSameAt(path: readonly string[]): boolean {
    const [first, ...rest] = path;
    const child = first === undefined ? undefined : this.#child(first);
    return child?.isSameBelow(rest) ?? false;
  }

  isSameBelow([first, ...rest]: readonly string[]): boolean {
    const child = first === undefined ? undefined : this.#child(first);
    return child ? child.isSameBelow(rest) : this.isSame();
  }

  isSame(): boolean {
    this.#isSame ??= this.#compare();
    return this.#isSame;
  }

  #compare(): boolean {
    const value = this.#value;
    const old = this.#old;
    if (Array.isArray(value) && Array.isArray(old)) {
      if (value.length !== old.length) return false;
      if (!this.#mapKeys) return isDeepStrictEqual(value, old);
      return value.every((_, index) => this.#child(String(index))?.isSame());
    }
    if (isFields(value) && isFields(old)) {
      const names = Object.keys(value);
      return (
        names.length === Object.keys(old).length &&
        names.every(name => this.#child(name)?.isSame())
      );
    }
    return isDeepStrictEqual(value, old);
  }

  get #mapKeys(): readonly string[] | undefined {
    const keys = this.#schema['x-kubernetes-list-map-keys'] ?? [];
    return this.#schema['x-kubernetes-list-type'] === 'map' && keys.length > 0
      ? keys
      : undefined;
  }

  #child(key: string): CorrelatedValue | undefined {
    if (!this.#children.has(key)) this.#children.set(key, this.#make(key));
    return this.#children.get(key);
  }

  #make(key: string): CorrelatedValue | undefined {
    const value = this.#value;
    const old = this.#old;
    if (Array.isArray(value)) {
      return Array.isArray(old)
        ? this.#entry(value[Number(key)], old)
        : undefined;
    }
    if (!isFields(value) || !isFields(old)) return undefined;
    if (!Object.hasOwn(value, key) || !Object.hasOwn(old, key))
      return undefined;
    const { properties = {}, additionalProperties } = this.#schema;
    const schema = Object.hasOwn(properties, key)
      ? properties[key]
      : additionalProperties;
    return typeof schema === 'object'
      ? new CorrelatedValue(value[key], old[key], schema, this.#kind)
      : undefined;
  }

  #entry(item: unknown, old: readonly unknown[]): CorrelatedValue | undefined {
    const keys = this.#mapKeys;
    const { items } = this.#schema;
    const key = keys && mapEntryKey(item, keys);
    if (!keys || !items || key === undefined) return undefined;
    this.#entries ??= entriesByKey(old, keys);
    return this.#entries.has(key)
      ? new CorrelatedValue(item, this.#entries.get(key), items, this.#kind)
      : undefined;
  }
}

/** The names in a JSON pointer. @internal */
export function pointerNames(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}
