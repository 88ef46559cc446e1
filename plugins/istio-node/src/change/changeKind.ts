/** What becomes of a file or an object. @public */
export type ChangeKind = 'create' | 'update' | 'delete' | 'unchanged';

const KINDS: ReadonlySet<unknown> = new Set<ChangeKind>([
  'create',
  'update',
  'delete',
  'unchanged',
]);

/** @internal */
export function isChangeKind(value: unknown): value is ChangeKind {
  return KINDS.has(value);
}

/**
 * What a pull request does to something that it did `before` to and that its
 * newest push did `now` to: what it created stays created, however often it is
 * updated.
 *
 * @internal
 */
export function combineChanges(
  before: ChangeKind | undefined,
  now: ChangeKind,
): ChangeKind {
  if (before === undefined || before === 'unchanged') return now;
  if (now === 'unchanged') return before;
  if (before === 'create') return now === 'delete' ? 'unchanged' : 'create';
  return now === 'delete' ? 'delete' : 'update';
}
