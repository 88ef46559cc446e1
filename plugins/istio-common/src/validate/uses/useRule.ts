import type {
  MeshObject,
  MeshObjectOf,
  MeshObjectType,
} from '../../model/meshObject';
import type { FindingKind } from '../../findings/findingKind';
import type { ObjectRef } from '../../model/identity';
import type { ChangeView } from '../ChangeView';

/** What still needs an object that goes, and what becomes of it. @internal */
export interface Use {
  users: readonly ObjectRef[];
  /** What happens to them, as in "…: their hosts answer 404". */
  harm: string;
  fix: string;
  /** `error` where something stops working; `warning` where that depends. */
  severity: 'error' | 'warning';
  /** Rules of the mesh that would tell the same of a user, without the name of what goes. */
  says?: readonly FindingKind[];
}

/** Who may need objects of a type. @internal */
export interface UseRule {
  type: MeshObjectType;
  /** Resource keys of those who may. */
  reads: readonly string[];
  usesOf(gone: MeshObject, view: ChangeView): Use[];
}

/** A rule for the objects of one type. @internal */
export function useRule<TType extends MeshObjectType>(rule: {
  type: TType;
  reads: readonly string[];
  usesOf(gone: MeshObjectOf<TType>, view: ChangeView): Use[];
}): UseRule {
  return {
    ...rule,
    usesOf: (gone, view) =>
      gone.type === rule.type
        ? // Objects are told apart by their type.
          rule.usesOf(gone as MeshObjectOf<TType>, view)
        : [],
  };
}
