import { type ChangeKind, combineChanges } from './changeKind';

describe('combineChanges', () => {
  it.each<[ChangeKind | undefined, ChangeKind, ChangeKind]>([
    [undefined, 'update', 'update'],
    ['unchanged', 'create', 'create'],
    ['create', 'unchanged', 'create'],
    ['create', 'update', 'create'],
    ['create', 'delete', 'unchanged'],
    ['update', 'update', 'update'],
    ['update', 'delete', 'delete'],
    ['delete', 'create', 'update'],
  ])('%s, then %s, is %s', (before, now, expected) => {
    expect(combineChanges(before, now)).toBe(expected);
  });
});
