import { isDeepStrictEqual } from 'node:util';
import { isRecord, type KubeInput, type KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';
import { applyConflict } from '../apiErrors';
import { mergeKeyOf } from './mergeKeys';

type Fields = Record<string, unknown>;

/** A copy of `live` without what only `before` asked for and `wanted` does not any more. */
function withoutDropped(
  live: unknown,
  before: unknown,
  wanted: unknown,
): unknown {
  if (!isRecord(live) || !isRecord(before)) return live;
  const result: Fields = { ...live };
  for (const [field, value] of Object.entries(before)) {
    const still = isRecord(wanted) ? wanted[field] : undefined;
    if (still === undefined && !isRecord(value)) delete result[field];
    else if (isRecord(value)) {
      result[field] = withoutDropped(result[field], value, still);
    }
  }
  return result;
}

function applyList(
  live: unknown,
  before: unknown,
  wanted: readonly unknown[],
  key: string,
): unknown[] {
  const beforeItems = Array.isArray(before) ? before.filter(isRecord) : [];
  const wantedItems = wanted.filter(isRecord);
  const named = (items: Fields[], name: unknown) =>
    items.find(item => item[key] === name);
  const kept = (Array.isArray(live) ? live.filter(isRecord) : []).filter(
    item => named(wantedItems, item[key]) || !named(beforeItems, item[key]),
  );
  const added = wantedItems.filter(item => !named(kept, item[key]));
  return [
    ...kept.map(item => {
      const change = named(wantedItems, item[key]);
      return change
        ? applyFields(item, named(beforeItems, item[key]), change, '', true)
        : item;
    }),
    ...added,
  ];
}

function applyFields(
  live: unknown,
  before: unknown,
  wanted: Fields,
  parent: string,
  builtin: boolean,
): Fields {
  const pruned = withoutDropped(live, before, wanted);
  const result: Fields = isRecord(pruned) ? { ...pruned } : {};
  const past = isRecord(before) ? before : {};
  for (const [field, value] of Object.entries(wanted)) {
    const key = builtin ? mergeKeyOf(parent, field) : undefined;
    if (Array.isArray(value) && key) {
      const current = isRecord(live) ? live[field] : undefined;
      result[field] = applyList(current, past[field], value, key);
    } else if (isRecord(value)) {
      const current = isRecord(live) ? live[field] : undefined;
      result[field] = applyFields(current, past[field], value, field, builtin);
    } else {
      result[field] = value;
    }
  }
  return result;
}

/** Every leaf of a configuration, as a path in the form of managedFields. */
function* leaves(
  value: unknown,
  path = '',
): Generator<{ path: string; value: unknown }> {
  if (!isRecord(value)) {
    yield { path, value };
    return;
  }
  for (const [field, part] of Object.entries(value)) {
    yield* leaves(part, `${path}.${field}`);
  }
}

/** A configuration without the leaves that somebody else has taken over. */
function without(
  configuration: KubeInput,
  taken: ReadonlySet<string>,
  path = '',
): KubeInput {
  return Object.fromEntries(
    Object.entries(configuration).flatMap(
      ([field, part]): [string, unknown][] => {
        const here = `${path}.${field}`;
        if (isRecord(part)) return [[field, without(part, taken, here)]];
        return taken.has(here) ? [] : [[field, part]];
      },
    ),
  );
}

const IDENTITY =
  /^\.(apiVersion|kind|metadata\.(name|namespace|uid|resourceVersion))$/;

/**
 * Server-side apply in its simple form: what a field manager applies is merged
 * into the object, and what it applied before and leaves out now is removed.
 * Two managers that apply different values for one field are in conflict;
 * fields that were written in other ways belong to nobody.
 *
 * @internal
 */
export class AppliedConfigurations {
  /** By object uid, then by field manager. */
  private readonly applied = new Map<string, Map<string, KubeInput>>();

  merge(
    type: ResourceType,
    live: KubeObject,
    manager: string,
    wanted: KubeInput,
  ): KubeInput {
    const before = this.applied.get(live.metadata.uid)?.get(manager);
    // an object merged with fields of an object
    return applyFields(live, before, wanted, '', !type.custom) as KubeInput;
  }

  /** Refuses an apply that changes a field which another manager has applied. */
  assertNoConflict(live: KubeObject, manager: string, wanted: KubeInput): void {
    const conflicts: { owner: string; path: string }[] = [];
    for (const [owner, applied] of this.applied.get(live.metadata.uid) ?? []) {
      if (owner !== manager) {
        const owned = new Map(
          [...leaves(applied)].map(leaf => [leaf.path, leaf.value]),
        );
        for (const { path, value } of leaves(wanted)) {
          const differs =
            owned.has(path) && !isDeepStrictEqual(owned.get(path), value);
          if (differs && !IDENTITY.test(path)) conflicts.push({ owner, path });
        }
      }
    }
    if (conflicts.length > 0) throw applyConflict(conflicts);
  }

  remember(uid: string, manager: string, wanted: KubeInput): void {
    const managers = this.applied.get(uid) ?? new Map<string, KubeInput>();
    const taken = new Set([...leaves(wanted)].map(({ path }) => path));
    for (const [other, applied] of managers) {
      if (other !== manager) managers.set(other, without(applied, taken));
    }
    managers.set(manager, wanted);
    this.applied.set(uid, managers);
  }

  forget(uid: string): void {
    this.applied.delete(uid);
  }
}
