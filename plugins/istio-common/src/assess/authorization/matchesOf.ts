import type {
  AttributeMatch,
  AuthorizationRule,
} from '../../model/securityObjects';

/** Every match of a rule, wherever it stands. */
export function matchesOf({
  from = [],
  to = [],
  when = [],
}: AuthorizationRule): readonly AttributeMatch[] {
  return [...from.flat(), ...to.flat(), ...when];
}
