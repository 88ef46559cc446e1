import { isRecord } from '../KubeObject';
import { isSetField, mergeKeyOf } from './mergeKeys';

type Fields = Record<string, unknown>;

function mergeItems(
  target: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  field: string,
): unknown[] {
  const result = [...target];
  for (const item of patch) {
    if (!isRecord(item)) continue;
    const index = result.findIndex(
      known => isRecord(known) && known[key] === item[key],
    );
    if (item.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) {
      result[index] = mergeFields(result[index], item, field);
    } else {
      result.push(mergeFields({}, item, field));
    }
  }
  return result;
}

function mergeList(
  target: unknown,
  patch: readonly unknown[],
  parent: string,
  field: string,
): unknown {
  const known = Array.isArray(target) ? target : [];
  if (isSetField(field)) return [...new Set([...known, ...patch])];
  const key = mergeKeyOf(parent, field);
  const replaces = patch.some(
    item => isRecord(item) && item.$patch === 'replace',
  );
  if (!key || replaces) {
    return patch.filter(item => !isRecord(item) || item.$patch !== 'replace');
  }
  return mergeItems(known, patch, key, field);
}

function mergeFields(target: unknown, patch: Fields, parent: string): Fields {
  const { $patch: directive, ...changes } = patch;
  const result: Fields =
    directive !== 'replace' && isRecord(target) ? { ...target } : {};
  if (directive === 'delete') return {};
  for (const [field, value] of Object.entries(changes)) {
    if (field.startsWith('$deleteFromPrimitiveList/')) {
      const list = field.slice('$deleteFromPrimitiveList/'.length);
      const known = Array.isArray(result[list]) ? result[list] : [];
      const gone = Array.isArray(value) ? value : [];
      result[list] = known.filter(item => !gone.includes(item));
    } else if (field.startsWith('$')) {
      // $setElementOrder and $retainKeys order and prune; the outcome here is the same without
    } else if (value === null) {
      delete result[field];
    } else if (Array.isArray(value)) {
      result[field] = mergeList(result[field], value, parent, field);
    } else {
      result[field] = isRecord(value)
        ? mergeFields(result[field], value, field)
        : value;
    }
  }
  return result;
}

/**
 * Applies a strategic merge patch to an object of a built-in type: as a merge
 * patch, but known lists are merged by key and `$patch` directives obeyed.
 *
 * @internal
 */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  return isRecord(patch) ? mergeFields(target, patch, '') : patch;
}
