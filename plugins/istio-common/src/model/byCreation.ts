import type { ObjectBase } from './objectMeta';

type Dated = Pick<ObjectBase<string>, 'ref' | 'createdAt'>;

function time(object: Dated): number {
  // Without a time an object counts as the oldest, as Go's zero time does.
  const parsed = Date.parse(object.createdAt ?? '');
  return Number.isNaN(parsed) ? Number.NEGATIVE_INFINITY : parsed;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Oldest first; ties are broken by name, then by namespace.
 * Source: pilot/pkg/model/config.go, configCompareByCreationTime.
 */
export function byCreation(a: Dated, b: Dated): number {
  if (a.createdAt !== b.createdAt) {
    const timeA = time(a);
    const timeB = time(b);
    if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  }
  return (
    compareText(a.ref.name, b.ref.name) ||
    compareText(a.ref.namespace ?? '', b.ref.namespace ?? '')
  );
}

/** By namespace, kind and name: the order in which results are listed. */
export function byRef(a: Pick<Dated, 'ref'>, b: Pick<Dated, 'ref'>): number {
  return (
    compareText(a.ref.namespace ?? '', b.ref.namespace ?? '') ||
    compareText(a.ref.name, b.ref.name) ||
    compareText(a.ref.kind, b.ref.kind) ||
    compareText(a.ref.group, b.ref.group)
  );
}
